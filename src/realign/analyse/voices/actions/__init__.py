"""Writing down what people told us."""

from realign.analyse.voices.actions.changes import (
    add_change,
    add_line,
    change_change,
    change_line,
    remove_line,
)
from realign.analyse.voices.actions.listening import (
    add_event,
    add_listening,
    add_said,
    change_event,
    change_listening,
    change_said,
    remove_said,
)
from realign.analyse.voices.actions.pilots import (
    add_measure,
    add_pilot,
    change_measure,
    change_pilot,
    remove_measure,
)
from realign.analyse.voices.actions.stories import add_story, change_story, withdraw_story

__all__ = [
    "add_change",
    "add_event",
    "add_line",
    "add_listening",
    "add_measure",
    "add_pilot",
    "add_said",
    "add_story",
    "change_change",
    "change_event",
    "change_line",
    "change_listening",
    "change_measure",
    "change_pilot",
    "change_said",
    "change_story",
    "remove_line",
    "remove_measure",
    "remove_said",
    "withdraw_story",
]
