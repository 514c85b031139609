"""Small tables to release, made by hand so that every figure can be checked by eye.

::

    shares by council     Angus 20% of 1,000 · Dundee City 40% of 1,000 (low reliability) · Perth and Kinross hidden,
                          and with it one more so that nobody can work it out · everybody 30%
    means by sex          boys 10.5, girls 12.5, everybody 11.5: no counts are given
"""

from realign.methods.disclosure import TOTAL, CountTable, profile, protect
from realign.registers.evidence import actions
from realign.registers.evidence.models import Release
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension, GroupEstimate, Provenance
from tests.support.cast import Cast

ANGUS, DUNDEE, PERTH = "S12000041", "S12000042", "S12000048"
COUNCIL = Dimension(
    "council", "Council area", ((ANGUS, "Angus"), (DUNDEE, "Dundee City"), (PERTH, "Perth and Kinross"))
)
SEX = Dimension("sex", "Sex", (("1", "Boys"), ("2", "Girls")))
FEWER_THAN_5 = profile("fewer-than-5")
APPROVALS = [{"who": "Ann Other", "said": "May go out", "why": "Nothing points at a person."}]


def provenance(**values: object) -> Provenance:
    """Where a table is from."""
    return Provenance(
        **{
            "survey_title": "Small survey",
            "measure": "Struggles",
            "measure_code": "struggles",
            "population": "Pupils of S1 to S6",
            "collected": "March 2026",
            "method": {"Interval": "logit"},
            "dataset_fingerprint": "f" * 64,
        }
        | values
    )


def counted(rows: list[tuple[str, ...]], *columns: str) -> CountTable:
    """A table of counts from its rows, each its levels and its number."""
    return CountTable.from_rows([dict(zip((*columns, "n"), row, strict=True)) for row in rows], dims=columns)


def shares(cast: Cast, slug: str = "shares", few: int = 3, **values: object) -> Release:
    """Shares by council; ``few`` have the attribute in the last one."""
    counts = {ANGUS: (200, 800), DUNDEE: (400, 600), PERTH: (few, 397)}
    rows = [
        (code, answer, n)
        for code, pair in counts.items()
        for answer, n in zip((WITH, WITHOUT), pair, strict=True)
    ]
    figures = {
        (TOTAL,): GroupEstimate(0.30, 0.28, 0.32, 0.01, 30, 1.5),
        (ANGUS,): GroupEstimate(0.20, 0.16, 0.24, 0.02, 30, 1.5),
        (DUNDEE,): GroupEstimate(0.40, 0.36, 0.44, 0.02, 30, 1.5, low="few schools"),
        (PERTH,): GroupEstimate(0.01, 0.0, 0.02, 0.01, 30, 1.5),
    }
    return released_table(cast, slug, counted(rows, "council", ANSWER), [COUNCIL], figures, **values)


def means(cast: Cast, slug: str = "means", **values: object) -> Release:
    """Means by sex: the second group is too uncertain to show where ``values`` say so."""
    rows = [("1", 100), ("2", 120)]
    figures = {
        (TOTAL,): GroupEstimate(11.5, 11.0, 12.0, 0.2, 30, 1.2),
        ("1",): GroupEstimate(10.5, 10.0, 11.0, 0.2, 30, 1.2),
        ("2",): GroupEstimate(
            12.5, None, None, None, None, None, low="one school", withheld=bool(values.pop("withheld", False))
        ),
    }
    said = {"stat": "mean", "unit": "points", "measure_code": "score"} | values
    return released_table(cast, slug, counted(rows, "sex"), [SEX], figures, **said)


def released_table(
    cast: Cast,
    slug: str,
    table: CountTable,
    dims: list[Dimension],
    figures: dict[tuple[str, ...], GroupEstimate],
    role: str = "coordinator",
    **values: object,
) -> Release:
    """Protect a table and release it as somebody with this role."""
    return actions.release_table(
        by=cast.actor(role),
        slug=slug,
        title=f"Pupils who struggle: {slug}",
        safe=protect([table], FEWER_THAN_5),
        dims=dims,
        estimates=figures,
        provenance=provenance(**values),
        approvals=APPROVALS,
    )
