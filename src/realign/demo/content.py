"""The demonstration’s content: the TOML files of demo/data, read."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def content(name: str) -> dict[str, Any]:
    """One file of content, for example ``content("groups")``. Treat it as read-only."""
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
