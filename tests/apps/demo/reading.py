"""How the tests read the demonstration files: plainly, without the loader they feed."""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[3] / "src/realign"
DATA = SRC / "demo/data"
FRAMEWORKS = SRC / "registers/frameworks/data"


def load(name: str) -> dict:
    """One demonstration file, as read."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def roles() -> dict:
    """The roles and the permission vocabulary."""
    return tomllib.loads((SRC / "foundations/partnerships/roles.toml").read_text(encoding="utf-8"))


@cache
def framework_codes(slug: str) -> frozenset[str]:
    """The item codes of the first version of a framework."""
    framework = tomllib.loads((FRAMEWORKS / f"{slug}.toml").read_text(encoding="utf-8"))
    return frozenset(item["code"] for item in framework["version"][0]["item"])


def by(key: str, records: list[dict]) -> dict:
    """Records keyed by one of their fields; two records with the same key are refused."""
    keyed = {record[key]: record for record in records}
    assert len(keyed) == len(records), f"two records share a {key}"
    return keyed


def totals(records: list[dict], key: str, amount: str = "amount") -> dict:
    """Amounts added up by a field."""
    found: dict = defaultdict(int)
    for record in records:
        found[record[key]] += record[amount]
    return dict(found)
