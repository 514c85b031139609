"""The partnership’s two looks at its ten steps: as the documents left them, and today’s, which is invented."""

from datetime import UTC, datetime, time
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as, earlier
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.review.assurance import actions
from realign.review.assurance.types import StepJudged


def load_assessments(by: Actor) -> None:
    """Both assessments; where the documents are silent there is no score."""
    for row in content("ten_steps")["assessment"]:
        when = datetime.combine(row["date"], time(17), UTC)
        who = acting_as(by, row["owner"], when) if "owner" in row else earlier(by, when)
        source = row.get("source", "")
        actions.create_assessment(
            by=who,
            framework=frameworks.newest("ten-steps"),
            on=row["date"],
            title=row["title"],
            steps=[_judged(step) for step in row["step"]],
            invented=row.get("invented", False),
            source=f"{source} ({row['marks_are']})" if "marks_are" in row else source,
        )


def _judged(step: dict[str, Any]) -> StepJudged:
    return StepJudged(step["code"], step.get("score"), step["evidence"], source=step.get("source", ""))
