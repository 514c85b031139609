"""Who may let modelled figures out, and when."""

from realign.analyse.surveys.models import LocalFigures
from realign.foundations.partnerships.types import Actor, Refusal


def check_may_let_local_out(actor: Actor, figures: LocalFigures) -> None:
    """Refuse who kept them, figures that are out already, and those whose table was withdrawn."""
    if figures.out_at is not None:
        raise Refusal("These figures have already been released.")
    if actor.user_id is not None and actor.user_id == figures.kept_by_id:
        raise Refusal(
            "You saved these figures, so you cannot release them.",
            "Another person must check and release them.",
        )
    if not figures.release.stands:
        raise Refusal(
            "The table they are based on was withdrawn.",
            f"The reason given: {figures.release.withdrawn_because}",
        )


def can_let_local_out(actor: Actor, figures: LocalFigures) -> bool:
    """Whether this person may let them out now."""
    if not actor.may("release.publish"):
        return False
    try:
        check_may_let_local_out(actor, figures)
    except Refusal:
        return False
    return True
