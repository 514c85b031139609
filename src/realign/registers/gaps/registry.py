"""What a gap can concern. Rooms on higher floors name their records here without being imported by name.

A room adds to ``CONCERNS`` in its own ``gap_concerns.py``.
"""

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.rooms import Registry
from realign.registers.gaps.models import Concern
from realign.registers.gaps.types import ConcernKind, Joined, Offered

CONCERNS: Registry[ConcernKind] = Registry(
    "gap_concerns",
    holds="kinds of record that a gap can concern",
    key=lambda kind: kind.kind,
    order=lambda kind: (kind.order, kind.kind),
)


def registered() -> dict[str, ConcernKind]:
    """Every kind of record of every installed room, in the order in which pages list them."""
    return {kind.kind: kind for kind in CONCERNS.all()}


def offered(partnership: Partnership, kind: str) -> dict[str, Offered]:
    """Every record of a kind by its key; one query."""
    return {record.key: record for record in registered()[kind].offered(partnership)}


def find(partnership: Partnership, kind: str, key: str) -> Offered:
    """One record; refuses what the partnership does not hold."""
    record = offered(partnership, kind).get(key) if kind in registered() else None
    if record is None:
        raise Refusal(
            f"There is no such record here: {kind} “{key}”.",
            f"Choose one of: {', '.join(known.title.lower() for known in registered().values())}.",
        )
    return record


def choices(by: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that this person may join to a gap, under its kind: one query for each kind."""
    groups = [
        (known.title, [(f"{kind}:{record.key}", record.label) for record in known.offered(by.partnership)])
        for kind, known in registered().items()
        if by.may(known.view)
    ]
    return [(title, rows) for title, rows in groups if rows]


def joined(partnership: Partnership, rows: list[Concern], by: Actor | None = None) -> list[Joined]:
    """Concerns as they are called now, what waits first. One query for each kind among them.

    Without ``by``, for a public page, only the words: the records may not be open to everybody.
    """
    names = {kind: offered(partnership, kind) for kind in {row.kind for row in rows} if kind in registered()}
    shown_concerns = [_joined(row, names.get(row.kind, {}).get(row.key), by) for row in rows]
    order = list(registered())
    return sorted(
        shown_concerns,
        key=lambda concern: (
            not concern.waits,
            order.index(concern.kind) if concern.kind in order else 99,
            concern.label,
        ),
    )


def _joined(row: Concern, now: Offered | None, by: Actor | None) -> Joined:
    kind = registered().get(row.kind)
    may = kind is not None and by is not None and by.may(kind.view)
    return Joined(
        pk=row.pk,
        kind=row.kind,
        title=kind.title if kind else row.kind.capitalize(),
        label=now.label if now else row.label,
        url=now.url if now and may else "",
        waits=row.waits,
        because=row.because,
        gone=now is None,
    )
