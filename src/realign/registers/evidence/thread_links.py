"""Released findings, as the beginning of the golden thread."""

from collections.abc import Iterable

from realign.registers.evidence.models import Finding
from realign.registers.thread.registry import KINDS
from realign.registers.thread.types import RecordKind, ThreadReader, ThreadRow, ThreadStage


def findings(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every released finding with how strong it is."""
    rows = Finding.objects.filter(partnership=reader.partnership).released()
    for slug, sentence, strength, invented in rows.values_list("slug", "sentence", "strength", "invented"):
        yield ThreadRow(
            slug, sentence, detail=f"{Finding.Strength(strength).label} evidence", invented=invented
        )


KINDS.add(
    RecordKind(
        "finding",
        "Finding",
        "Findings",
        ThreadStage.NEED,
        10,
        findings,
        page="evidence:finding",
        view="evidence.view",
        fills=False,
    ),
)
