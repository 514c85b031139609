"""The first version of the needs assessment, with counts by council for its regional picture."""

from datetime import UTC, date, datetime, time
from typing import Any

from realign.analyse.needs import actions, jobs, queries
from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.demo.loaders.publishing import WHY
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence import queries as evidence
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded

INVENTED = "Invented for the demonstration"


def load_assessment(by: Actor) -> None:
    """Counts, then the assessment: version 1 published, version 2 begun."""
    contents = content("assessment")
    today = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    analyst = acting_as(by, "ewan-petrie", today)
    wellbeing = {item.code: item for item in frameworks.items("shanarri", on=today.date())}
    for row in contents["indicator"]:
        _indicator(analyst, row, wellbeing)
    assessment = actions.create_assessment(by=analyst, invented=True, **contents["assessment"])
    for row in contents["section"]:
        _section(analyst, assessment, row, wellbeing)
    jobs.publish_assessment(
        by=acting_as(by, "isla-morrison", today),
        assessment=assessment,
        revision=assessment.revision,
        say=lambda *_: None,
        reason=WHY,
    )
    actions.begin_new_version(by=analyst, assessment=assessment)


def _indicator(by: Actor, row: dict[str, Any], wellbeing: dict[str, FrameworkItem]) -> None:
    indicator = indicators.create_indicator(
        by=by,
        scheme="local",
        is_outcome=not row.get("output", False),
        is_national=False,
        tags=[wellbeing[code] for code in row["wellbeing"]],
        source=INVENTED,
        invented=True,
        **{key: value for key, value in row.items() if key not in {"wellbeing", "period", "value", "output"}},
    )
    rows = [
        Recorded(
            figure["area"],
            row["period"],
            figure.get("value") or round(100 * figure["with"] / figure["of"], 1),
            numerator=figure.get("with"),
            denominator=figure.get("of"),
        )
        for figure in row["value"]
    ]
    indicators.record_observations(
        by=by,
        indicator=indicator,
        rows=rows,
        title=f"{row['title']}: {INVENTED.lower()}"[:200],
        invented=True,
    )


def _section(
    by: Actor, assessment: NeedsAssessment, row: dict[str, Any], wellbeing: dict[str, FrameworkItem]
) -> None:
    writer = acting_as(by, "ewan-petrie", datetime.combine(row["reviewed"], time(10), UTC))
    section = queries.section(assessment, row["code"])
    actions.change_section(
        by=writer,
        section=section,
        revision=section.revision,
        text=row["text"],
        confidence=row["confidence"],
        confidence_reason=row["reason"],
        owner=_person(row["owner"]),
    )
    for source in row.get("source", ()):
        values = _source(by, source, wellbeing)
        if "replaced" not in source:
            actions.create_source(by=by, section=section, **values)
            continue
        older = actions.create_source(by=by, section=section, **_older(source, values))
        actions.replace_source(by=by, needs_source=older, **values)


def _source(by: Actor, row: dict[str, Any], wellbeing: dict[str, FrameworkItem]) -> dict[str, Any]:
    return {
        "title": row["title"],
        "kind": row["kind"],
        "dated": row["dated"],
        "nature": row["nature"],
        "use_for": row["use_for"],
        "tags": [wellbeing[code] for code in row.get("tags", ())],
        "finding": evidence.finding(by.partnership, row["finding"]) if "finding" in row else None,
        "source": row.get("source", ""),
        "invented": row.get("invented", True),
    }


def _older(row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    earlier: dict[str, str | date] = row["replaced"]
    return values | earlier | {"finding": None, "nature": NeedsSource.Nature.CONTEXT, "tags": []}


def _person(slug: str) -> User:
    email = next(row["email"] for row in content("people")["person"] if row["slug"] == slug)
    return User.objects.get(email=email)
