"""Where the real, openly licensed data files are, and what to do without them.

They are never part of the project. A test that needs one is marked ``realdata`` and asks here for the path;
without the folder it is skipped with the reason, unless ``REALIGN_NO_SKIPS`` is set, as it is in CI.
"""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("REALIGN_SHARED_DATA", ROOT.parent / "shared" / "data"))


SEEDS = Path(os.environ.get("REALIGN_SHARED_SEEDS", FOLDER.parent / "seeds"))


def seed_text(name: str) -> str:
    """One of the published papers the project began from; skips the test, or fails it in CI, where it is absent.

    ``name`` is how its file name begins, such as ``"000"``.
    """
    found = sorted(SEEDS.glob(f"{name}*.txt"))
    if not found:
        _absent(f"paper {name} is not at {SEEDS}")
    return found[0].read_text(encoding="utf-8")


def data_path(name: str) -> Path:
    """The path of one real data file; skips the test, or fails it in CI, where the file is absent."""
    path = FOLDER / name
    if path.exists():
        return path
    return _absent(f"real data file {name} is not at {FOLDER}")


def _absent(reason: str) -> NoReturn:
    if os.environ.get("REALIGN_NO_SKIPS"):
        pytest.fail(reason)
    pytest.skip(reason)
