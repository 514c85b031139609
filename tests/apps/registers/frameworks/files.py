"""Small framework files for tests."""

from pathlib import Path

HEAD = """
[framework]
slug = "{slug}"
name = "Things to aim for"
kind = "{kind}"
description = "A short list."
"""

VERSION = """
[[version]]
version = "{version}"
valid_from = {starts}
{more}
source = "A source, page 1"
verified = true
"""


def item(code: str, label: str = "", more: str = "") -> str:
    """One entry as TOML."""
    return f'[[version.item]]\ncode = "{code}"\nlabel = "{label or code.upper()}"\n{more}\n'


def version(name: str = "2020", *items: str, starts: str = "2020-04-01", more: str = "") -> str:
    """One version as TOML."""
    return VERSION.format(version=name, starts=starts, more=more) + "".join(items)


def write(folder: Path, *versions: str, slug: str = "aims", kind: str = "aims") -> Path:
    """A whole file in a folder."""
    path = folder / f"{slug}.toml"
    path.write_text(HEAD.format(slug=slug, kind=kind) + "".join(versions), encoding="utf-8")
    return path
