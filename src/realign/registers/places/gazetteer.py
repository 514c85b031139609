"""The areas that every installation knows, read from the file that comes with it, and names folded to compare equal."""

import datetime
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources


@dataclass(frozen=True)
class GazetteerArea:
    """One area of the gazetteer: its code and name, and the areas it lies in."""

    code: str
    name: str
    kind: str
    parent: str = ""
    health_board: str = ""
    previous_code: str = ""
    changed_on: datetime.date | None = None
    also: tuple[str, ...] = ()
    aged_0_17: int | None = None
    all_ages: int | None = None
    people: int | None = None
    places: int | None = None


@dataclass(frozen=True)
class Gazetteer:
    """The whole file: its areas, and where its figures are from."""

    entries: tuple[GazetteerArea, ...]
    population_year: int
    population_source: str
    family_group_source: str


@cache
def gazetteer() -> Gazetteer:
    """The list of areas that comes with Realign, read once and kept."""
    data = tomllib.loads(_file().decode("utf-8"))
    return Gazetteer(
        entries=tuple(GazetteerArea(**{**row, "also": tuple(row.get("also", ()))}) for row in data["area"]),
        population_year=data["population"]["year"],
        population_source=data["population"]["source"],
        family_group_source=data["family_groups"]["source"],
    )


def fingerprint() -> str:
    """What tells this edition of the file from any other."""
    return sha256(_file()).hexdigest()


def _file() -> bytes:
    return resources.files(__package__).joinpath("data/gazetteer.toml").read_bytes()


# words that files add or leave out: “Edinburgh, City of”, “City of Edinburgh Council”, “NHS Tayside”
_LEFT_OUT = {"city", "of", "the", "council", "nhs", "board", "health", "islands", "area"}


def fold_name(name: str) -> str:
    """The name without case, accents, punctuation and the words that files disagree on.

    >>> fold_name("Edinburgh, City of"), fold_name("City of Edinburgh"), fold_name("Edinburgh City")
    ('edinburgh', 'edinburgh', 'edinburgh')
    >>> fold_name("Perth & Kinross") == fold_name("PERTH AND KINROSS")
    True
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("&", " and "))
    return " ".join(word for word in words if word not in _LEFT_OUT) or " ".join(words)
