"""The Strategic Group’s answers to its three questions, at three meetings; the answers are invented."""

from datetime import UTC, datetime, time

from realign.demo.content import content
from realign.demo.loaders.people import earlier
from realign.foundations.partnerships.types import Actor
from realign.registers.groups import queries as groups
from realign.review.learning import actions
from realign.review.learning.types import Answered


def load_focus_and_pace(by: Actor) -> None:
    """Every look of the content, written down on the evening of its day."""
    contents = content("focus_and_pace")
    group = groups.group(by.partnership, contents["group"])
    for row in contents["look"]:
        actions.create_look(
            by=earlier(by, datetime.combine(row["on"], time(18), UTC)),
            group=group,
            on=row["on"],
            members=row["members"],
            next_step=row["next_step"],
            answers=[Answered(code, **row[code]) for code in ("ambition", "innovation", "pace")],
            invented=contents["invented"],
            source="Invented for the demonstration; the questions: Tayside secondment report, June 2017, chapter 7",
        )
