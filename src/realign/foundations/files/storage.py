"""Files on disk, inside the data folder: written in pieces, fingerprinted on the way, never held whole in memory."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from realign.foundations.partnerships.types import Refusal

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file in the data folder: its path within it, size in bytes and sha256."""

    path: str
    size: int
    sha256: str


def full_path(path: str) -> Path:
    """The place on this machine of a path within the data folder; refuses to leave the folder."""
    base = Path(settings.DATA_DIR).resolve()
    full = (base / path).resolve()
    if not full.is_relative_to(base):
        raise ValueError(f"{path!r} leads out of the data folder")
    return full


def pieces(path: Path) -> Iterator[bytes]:
    """A file in pieces of one megabyte."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def fingerprint(path: Path) -> str:
    """The sha256 of a file."""
    digest = hashlib.sha256()
    for piece in pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def store(folder: str, chunks: Iterable[bytes], *, limit: int) -> Stored:
    """Write pieces to a file named by its own fingerprint; refuses in words, and leaves nothing, beyond ``limit`` bytes."""
    target = full_path(folder)
    target.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target, prefix=".arriving-")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                check_size(size, limit)
                digest.update(chunk)
                stream.write(chunk)
        name = digest.hexdigest()
        os.replace(temporary, target / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Stored(f"{folder}/{name}", size, name)


def check_size(size: int, limit: int) -> None:
    """Refuse a file that is larger than this installation takes."""
    if size > limit:
        raise Refusal(too_large(limit), "Split it by year or by area, or ask your administrator for more.")


def too_large(limit: int) -> str:
    """Why a file is refused for its size."""
    return f"The file is larger than {megabytes(limit)}, which is the most that is taken here."


def megabytes(size: int) -> str:
    """A size as a person says it."""
    return f"{size / 1024 / 1024:,.0f} MB" if size >= PIECE else f"{size / 1024:,.1f} kB"
