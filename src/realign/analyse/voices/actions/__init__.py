"""Writing down what people told us."""

from realign.analyse.voices.actions.changes import (
    change_change,
    change_line,
    create_change,
    create_line,
    remove_line,
)
from realign.analyse.voices.actions.listening import (
    change_event,
    change_listening,
    change_said,
    create_event,
    create_listening,
    create_said,
    remove_said,
)
from realign.analyse.voices.actions.pilots import (
    change_measure,
    change_pilot,
    create_measure,
    create_pilot,
    remove_measure,
)
from realign.analyse.voices.actions.stories import change_story, create_story, withdraw_story

__all__ = [
    "change_change",
    "change_event",
    "change_line",
    "change_listening",
    "change_measure",
    "change_pilot",
    "change_said",
    "change_story",
    "create_change",
    "create_event",
    "create_line",
    "create_listening",
    "create_measure",
    "create_pilot",
    "create_said",
    "create_story",
    "remove_line",
    "remove_measure",
    "remove_said",
    "withdraw_story",
]
