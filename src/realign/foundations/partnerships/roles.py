"""The roles: a written description and a list of permissions each, held as data in roles.toml."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

READS = ".view"
MOST_IN_A_SENTENCE = 3


@dataclass(frozen=True)
class Role:
    """One role: what it is for and what it allows."""

    slug: str
    name: str
    description: str
    permissions: frozenset[str]

    @property
    def allows(self) -> list[str]:
        """Each thing that the role allows, as a sentence."""
        does = what_permissions_do()
        return [does[code] for code in does if code in self.permissions]

    @property
    def in_a_sentence(self) -> str:
        """What only a few roles allow comes first; what every role reads is left out."""
        does, holders = what_permissions_do(), _holders()
        changes = [code for code in does if code in self.permissions and not code.endswith(READS)]
        if not changes:
            return "May read, and change nothing."
        changes.sort(key=lambda code: holders[code])
        told = [_in_a_clause(does[code]) for code in changes[:MOST_IN_A_SENTENCE]]
        more = len(changes) - len(told)
        rest = f"; and {more} more {'thing' if more == 1 else 'things'}" if more else ""
        return f"May {'; '.join(told)}{rest}."


def _in_a_clause(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")


@cache
def _holders() -> Counter[str]:
    """How many roles hold each permission."""
    return Counter(code for role in roles().values() for code in role.permissions)


@cache
def _file() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def roles() -> dict[str, Role]:
    """Every role by its slug, in the order of the file."""
    return {
        row["slug"]: Role(row["slug"], row["name"], row["description"], frozenset(row["permissions"]))
        for row in _file()["role"]
    }


@cache
def what_permissions_do() -> dict[str, str]:
    """Every permission with a sentence of what it allows."""
    return {row["code"]: row["does"] for row in _file()["permission"]}


@cache
def all_permissions() -> frozenset[str]:
    """Every permission that any role gives."""
    return frozenset().union(*(role.permissions for role in roles().values()))


def permissions_of(slugs: list[str]) -> frozenset[str]:
    """What these roles allow together. A role that no longer exists allows nothing."""
    known = roles()
    return frozenset().union(*(known[slug].permissions for slug in slugs if slug in known))


def roles_with(permission: str) -> list[Role]:
    """The roles that allow something: who can help."""
    return [role for role in roles().values() if permission in role.permissions]
