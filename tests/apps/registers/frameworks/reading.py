"""How the tests read the framework files: plainly, without the loader they feed."""

import tomllib
from pathlib import Path

DATA = Path(__file__).parents[4] / "src/realign/registers/frameworks/data"


def load(slug: str) -> dict:
    """One framework file, as read."""
    return tomllib.loads((DATA / f"{slug}.toml").read_text(encoding="utf-8"))


def items(slug: str, version: str | None = None) -> list[dict]:
    """The items of one version of a framework; of its only or latest one when none is named."""
    versions = load(slug)["version"]
    chosen = versions[-1] if version is None else next(v for v in versions if v["version"] == version)
    return chosen["item"]


def codes(slug: str, version: str | None = None) -> list[str]:
    """The item codes of one version, in file order."""
    return [item["code"] for item in items(slug, version)]
