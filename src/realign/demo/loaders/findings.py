"""What else is known: findings of consultation, services and research that no table of the survey holds."""

from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting, acting_as
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence import actions, queries
from realign.registers.evidence.models import Finding

STRENGTHS = {
    "strong": Finding.Strength.STRONG,
    "moderate": Finding.Strength.FAIR,
    "weak": Finding.Strength.WEAK,
}
# what the content says of the survey where the survey's own table now says it: one finding, with the table's figures
SAID_BY_THE_SURVEY = {"steeper-where-poorer": "raised-difficulties-by-deprivation"}


def load_findings(by: Actor) -> None:
    """Every finding of the content that an earlier step has not made from released figures."""
    analyst = acting_as(by, "ewan-petrie")
    existing = set(queries.all_findings(by.partnership).values_list("slug", flat=True))
    for row in content("needs")["finding"]:
        if SAID_BY_THE_SURVEY.get(row["slug"], row["slug"]) not in existing:
            write_and_release(analyst, **_finding(row))


def write_and_release(writer: Actor, **values: Any) -> Finding:
    """A finding written by one person and released by another, the coordinator, as everybody's are."""
    finding = actions.create_finding(by=writer, **values)
    reader = acting(writer, "coordinator@demo.example")
    # asked for only where words could name somebody
    reason = "Everything in the demonstration is invented: it describes no real child, family or officer."
    return actions.release_finding(by=reader, finding=finding, revision=finding.revision, reason=reason)


def _finding(row: dict[str, Any]) -> dict[str, Any]:
    people = f"{row['people']} people took part. " if "people" in row else ""
    return {
        "slug": row["slug"],
        "sentence": row["statement"],
        "does_not_tell": row["does_not_tell_us"],
        "strength": STRENGTHS[row["strength"]],
        "strength_reason": f"{people}Judged by the partnership's analysts.",
        "source": f"{row['source']}, {row['date'].day} {row['date']:%B %Y}",
        "invented": row["invented"],
    }
