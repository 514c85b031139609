"""What an indicator needs before it may stand in the register, and when a story or a decision may be written."""

from realign.foundations.partnerships.types import Refusal


def check_usable(use_for: str) -> None:
    """Refuse an indicator without a note on its use: figures alone do not say what they are good for."""
    if not use_for.strip():
        raise Refusal(
            "An indicator needs a note on what it can be used for.",
            "Say what a reader may conclude from it, and what not.",
        )


def check_story(behind: str) -> None:
    """Refuse a story that says nothing about why."""
    if not behind.strip():
        raise Refusal(
            "A story begins with why it is as it is.", "Say what people think lies behind the figures."
        )


def check_decided(reason: str) -> None:
    """Refuse a decision about a finding without its reason."""
    if not reason.strip():
        raise Refusal(
            "A decision about a finding needs its reason.", "Say why, so that nobody has to ask again."
        )
