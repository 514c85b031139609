"""A group’s answers on one day."""

from realign.review.learning import actions
from realign.review.learning.types import Answered


def ask(tayside, board, on, *yes):
    """Eleven members answer; so many say yes to each question, the rest not yet."""
    said = [
        Answered(code, n, 0, 11 - n) for code, n in zip(("ambition", "innovation", "pace"), yes, strict=True)
    ]
    return actions.create_look(by=tayside.system, group=board, on=on, members=12, answers=said)
