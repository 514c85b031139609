"""How often each role was asked for what, from the record of changes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.roles import Role, roles
from realign.review.assurance.burden.asked import ASKED, Asked

QUARTER = timedelta(weeks=13)
NO_ROLE = "No role now"


@dataclass(frozen=True)
class Filled:
    """One form filled in once: by which role, and how many fields a correction changed (none for a new record)."""

    asked: Asked
    role: str
    changed: int | None = None


@dataclass(frozen=True)
class Load:
    """Forms filled in: how often anew, how often to correct, and what that asked for in fields."""

    new: int = 0
    corrections: int = 0
    needed: int = 0
    all: int = 0

    @property
    def times(self) -> int:
        """How often a form was filled in."""
        return self.new + self.corrections


@dataclass(frozen=True)
class OfRole:
    """What one role may be asked for, and what it was asked for."""

    name: str
    people: int
    forms: tuple[Asked, ...]
    load: Load


@dataclass(frozen=True)
class OfForm:
    """One form, who may fill it in, and how often it was."""

    asked: Asked
    roles: tuple[str, ...]
    load: Load


@dataclass(frozen=True)
class Quarter:
    """Thirteen weeks of filling in forms; ``unasked`` records came in without asking anybody."""

    starts: datetime
    ends: datetime
    filled: tuple[Filled, ...]
    unasked: int
    people: Counter[str]

    @property
    def load(self) -> Load:
        """Everything together."""
        return load_of(self.filled)

    def by_role(self) -> list[OfRole]:
        """Each role that holds anything to fill in, the most asked first."""
        named = [
            OfRole(
                role.name,
                self.people[role.slug],
                tuple(one for one in ASKED if one.permission in role.permissions),
                load_of(one for one in self.filled if one.role == role.slug),
            )
            for role in roles().values()
        ]
        nobody = load_of(one for one in self.filled if one.role == NO_ROLE)
        others = [OfRole(NO_ROLE, 0, (), nobody)] if nobody.times else []
        return sorted([*named, *others], key=lambda one: (-one.load.all, -len(one.forms), one.name))

    def by_form(self) -> list[OfForm]:
        """Each form, the one that asked for most first."""
        found = [
            OfForm(
                asked,
                tuple(role.name for role in roles().values() if asked.permission in role.permissions),
                load_of(one for one in self.filled if one.asked == asked),
            )
            for asked in ASKED
        ]
        return sorted(found, key=lambda one: (-one.load.all, one.asked.title))


def load_of(filled: Iterable[Filled]) -> Load:
    """A new record asks for every field of its form; a correction only for the fields that changed."""
    new = corrections = needed = every = 0
    for one in filled:
        if one.changed is None:
            new += 1
            needed += one.asked.needed
            every += len(one.asked.fields)
        else:
            corrections += 1
            needed += one.changed
            every += one.changed
    return Load(new, corrections, needed, every)


def quarter(partnership: Partnership, ends: datetime) -> Quarter:
    """The thirteen weeks before a moment. Two queries, however many events there are."""
    members = list(Membership.objects.filter(partnership=partnership))
    held = {one.user_id: [role for slug, role in roles().items() if slug in one.roles] for one in members}
    events = audit.events(partnership.slug).filter(at__gt=ends - QUARTER, at__lte=ends)
    rows = list(events.values_list("user_id", "subject_type", "verb", "detail"))
    filled = tuple(_filled((row for row in rows if row[0] is not None), held))
    unasked = len([row for row in rows if row[0] is None and _new(row[1], row[2])])
    people = Counter(slug for one in members if one.is_active for slug in one.roles)
    return Quarter(ends - QUARTER, ends, filled, unasked, people)


def _filled(
    rows: Iterable[tuple[int, str, str, dict[str, object]]], held: dict[int, list[Role]]
) -> Iterator[Filled]:
    for user, subject, verb, detail in rows:
        changes = detail.get("changes")
        asked, changed = _new(subject, verb), None
        if asked is None and isinstance(changes, dict):
            asked, changed = _changed(subject), len(changes)
        if asked is not None:
            yield Filled(asked, _role(asked, held.get(user, []), changed is not None), changed)


def _new(subject: str, verb: str) -> Asked | None:
    return next((one for one in ASKED if (one.subject, one.verb) == (subject, verb)), None)


def _changed(subject: str) -> Asked | None:
    return next((one for one in ASKED if one.subject == subject), None)


def _role(asked: Asked, held: Sequence[Role], is_correction: bool) -> str:
    """The first of a person’s roles that lets them fill in the form: each filling counts once.

    A correction may be a step that another permission allows, such as sending a proposal: then their first role.
    """
    able = next((role.slug for role in held if asked.permission in role.permissions), None)
    return able or (held[0].slug if held and is_correction else NO_ROLE)
