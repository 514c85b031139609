"""The states that a record goes through, as data."""

from types import SimpleNamespace

import pytest
from django.db.models import TextChoices

from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.types import Refusal


class State(TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    ENDED = "ended", "Ended"


LETTER = Lifecycle(
    "letter",
    {
        State.DRAFT: {State.SENT: "send", State.ENDED: "throw away"},
        State.SENT: {State.ENDED: "file"},
        State.ENDED: {},
    },
    at_the_end="Write another one.",
)


def letter(state):
    return SimpleNamespace(state=state)


@pytest.mark.parametrize(
    ("here", "there", "may"),
    [
        (State.DRAFT, State.SENT, True),
        (State.DRAFT, State.ENDED, True),
        (State.SENT, State.DRAFT, False),
        (State.SENT, State.SENT, False),
        (State.ENDED, State.DRAFT, False),
    ],
)
def test_only_named_steps_may_be_taken(here, there, may):
    assert LETTER.can_become(letter(here), there) is may


def test_a_refusal_names_the_steps_that_are_open():
    with pytest.raises(Refusal) as refused:
        LETTER.check_can_become(letter("sent"), State.DRAFT)
    assert refused.value.reason == "This letter is sent, so it cannot become draft."
    assert refused.value.what_to_do == "You can: file."


def test_a_refusal_at_the_end_says_what_to_do_instead():
    with pytest.raises(Refusal) as refused:
        LETTER.check_can_become(letter("ended"), State.SENT)
    assert refused.value.what_to_do == "Write another one."


def test_a_state_that_is_not_said_is_an_error_of_ours():
    with pytest.raises(ValueError, match="what follows ended"):
        Lifecycle("letter", {State.DRAFT: {}, State.SENT: {}})
