"""Needs, and the services that answer them, as records and links of the golden thread."""

from collections.abc import Iterable

from realign.analyse.fit.models import Match, Need
from realign.registers.thread.registry import FILLERS, KINDS, LINKS, LOOSE_ENDS
from realign.registers.thread.types import (
    LinkKind,
    LooseEndCheck,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)

VIEW, EDIT = "fit.view", "fit.edit"
MATCH = MendingPage("Match a service with a need", "fit:match", EDIT, near="need")


def needs(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every need with the finding that counts it."""
    rows = Need.objects.filter(partnership=reader.partnership)
    for slug, name, definition, finding, invented in rows.values_list(
        "slug", "name", "definition", "finding__slug", "invented"
    ):
        yield ThreadRow(
            slug,
            name,
            detail=definition,
            invented=invented,
            comes_from=(f"finding:{finding}",) if finding else (),
        )


def findings_of_its_table(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """The findings drawn from the released table that counts a need: the need rests on them too."""
    return Need.objects.filter(partnership=reader.partnership).values_list("release__findings__slug", "slug")


def matches(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every need with each service that answers it."""
    return Match.objects.filter(partnership=reader.partnership).values_list("need__slug", "service__slug")


KINDS.add(
    RecordKind(
        "need",
        "Need",
        "Needs",
        ThreadStage.NEED,
        20,
        needs,
        page="fit:need",
        view=VIEW,
    )
)
LINKS.add(LinkKind("finding", "need", findings_of_its_table), LinkKind("need", "service", matches, side=True))
LOOSE_ENDS.add(
    LooseEndCheck(
        "need",
        ThreadStage.NEED,
        ("finding",),
        "has no finding",
        "Choose the finding that measures it",
        MendingPage("Choose the finding that measures it", "fit:edit", EDIT, near="need"),
        backwards=True,
    ),
    LooseEndCheck(
        "need",
        ThreadStage.SERVICE,
        ("service",),
        "has no service",
        "Match services with it",
        MATCH,
        side=True,
    ),
)
FILLERS.add(
    StageFiller(ThreadStage.SERVICE, 10, MATCH),
    StageFiller(ThreadStage.NEED, 20, MendingPage("See the needs", "fit:list", EDIT)),
)
