"""Framework files: TOML text in, checked values out. Never touches the database."""

import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from realign.registers.frameworks.types import (
    AliasEntry,
    FileWrong,
    FrameworkFile,
    FrameworkKind,
    ItemEntry,
    VersionEntry,
)

DATA = Path(__file__).parent / "data"

FRAMEWORK_KEYS = {"slug", "name", "short_name", "kind", "description"}
VERSION_KEYS = {
    "version",
    "valid_from",
    "valid_to",
    "source",
    "source_date",
    "verified",
    "note",
    "item",
    "status",
}
ITEM_KEYS = {"code", "label", "description", "parent", "extra"}
ALIAS_KEYS = {"say", "also", "kind", "source"}
STATUSES = ("in-force", "proposed")


def read_folder(folder: Path = DATA) -> list[FrameworkFile]:
    """Every framework file of a folder, by name; raises FileWrong at the first that is not as expected."""
    return [read_file(path) for path in sorted(folder.glob("*.toml"))]


def fingerprint(folder: Path = DATA) -> str:
    """What tells this edition of the files from any other."""
    return sha256(
        b"".join(sha256(path.read_bytes()).digest() for path in sorted(folder.glob("*.toml")))
    ).hexdigest()


def read_file(path: Path) -> FrameworkFile:
    """One framework file. Raises FileWrong with the file, the entry, what was expected and what was found."""
    raw = path.read_bytes()
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise FileWrong(path.name, "", "TOML text in UTF-8", str(wrong)) from wrong
    name, head = path.name, data.get("framework", {})
    _only(name, "[framework]", head, FRAMEWORK_KEYS)
    slug = _text(name, "[framework]", head, "slug")
    if slug != path.stem:
        raise FileWrong(name, "[framework]", f"slug {path.stem!r}, the name of the file", slug)
    versions = tuple(_version(name, entry) for entry in data.get("version", []))
    if not versions:
        raise FileWrong(name, "", "at least one [[version]]", "none")
    _once(name, "the versions", [entry.version for entry in versions])
    return FrameworkFile(
        slug=slug,
        name=_text(name, "[framework]", head, "name"),
        short_name=head.get("short_name", ""),
        kind=_kind(name, head.get("kind")),
        description=_text(name, "[framework]", head, "description"),
        fingerprint=sha256(raw).hexdigest(),
        versions=versions,
        aliases=tuple(_alias(name, number, entry) for number, entry in enumerate(data.get("alias", []), 1)),
    )


def _version(name: str, entry: dict[str, Any]) -> VersionEntry:
    version = _text(name, "a [[version]]", entry, "version")
    where = f"version {version}"
    _only(name, where, entry, VERSION_KEYS)
    if not isinstance(entry.get("verified"), bool):
        raise FileWrong(name, where, "verified = true or false", entry.get("verified"))
    starts, ends = _day(name, where, entry, "valid_from"), _day(name, where, entry, "valid_to")
    if starts is None:
        raise FileWrong(name, where, "valid_from, a date such as 2026-04-01", None)
    if ends is not None and ends <= starts:
        raise FileWrong(name, where, f"valid_to after {starts}", str(ends))
    status = entry.get("status", STATUSES[0])
    if status not in STATUSES:
        raise FileWrong(name, where, f"status to be one of {', '.join(STATUSES)}", status)
    items = tuple(
        _item(name, f"{where}, item {number}", item) for number, item in enumerate(entry.get("item", []), 1)
    )
    codes = [item.code for item in items]
    _once(name, where, codes)
    for item in items:
        if item.parent and item.parent not in codes:
            raise FileWrong(name, f"{where}, item {item.code}", "a parent that is in the list", item.parent)
    return VersionEntry(
        version=version,
        valid_from=starts,
        valid_to=ends,
        source=_text(name, where, entry, "source"),
        source_date=_day(name, where, entry, "source_date"),
        verified=entry["verified"],
        note=entry.get("note", ""),
        status=status,
        items=items,
    )


def _item(name: str, where: str, entry: dict[str, Any]) -> ItemEntry:
    _only(name, where, entry, ITEM_KEYS)
    extra = entry.get("extra", {})
    if not isinstance(extra, dict):
        raise FileWrong(name, where, "extra as a table", extra)
    code = _text(name, where, entry, "code")
    listed: list[str] = []
    for key in ("aliases", "also_called"):
        if not isinstance(extra.get(key, []), list):
            raise FileWrong(name, f"{where} ({code})", f"extra.{key} as a list of names", extra[key])
        listed += extra.get(key, [])
    return ItemEntry(
        code=code,
        label=_text(name, f"{where} ({code})", entry, "label"),
        description=entry.get("description", ""),
        parent=entry.get("parent", ""),
        extra=extra,
        aliases=tuple(dict.fromkeys(listed)),
    )


def _alias(name: str, number: int, entry: dict[str, Any]) -> AliasEntry:
    where = f"alias {number}"
    _only(name, where, entry, ALIAS_KEYS)
    names = entry.get("also")
    if not isinstance(names, list) or not names:
        raise FileWrong(name, where, "also, a list of names", names)
    return AliasEntry(
        says=_text(name, where, entry, "say"),
        names=tuple(dict.fromkeys(names)),
        kind=entry.get("kind", ""),
        source=entry.get("source", ""),
    )


def _kind(name: str, value: object) -> FrameworkKind:
    if not isinstance(value, str) or value not in set(FrameworkKind):
        raise FileWrong(name, "[framework]", f"kind to be one of {', '.join(FrameworkKind)}", value)
    return FrameworkKind(value)


def _text(name: str, where: str, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise FileWrong(name, where, f"{key}, some text", value)
    return value


def _day(name: str, where: str, entry: dict[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is not None and type(value) is not date:
        raise FileWrong(name, where, f"{key}, a date such as 2026-04-01 without quotation marks", value)
    return value


def _only(name: str, where: str, entry: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(entry) - known):
        raise FileWrong(name, where, f"only {', '.join(sorted(known))}", ", ".join(unknown))


def _once(name: str, where: str, names: list[str]) -> None:
    if twice := sorted({each for each in names if names.count(each) > 1}):
        raise FileWrong(name, where, "each name once", twice)
