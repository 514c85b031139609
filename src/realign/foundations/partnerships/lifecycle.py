"""The states that a record goes through, as data: where it may go from each, and what that step is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices

from realign.foundations.partnerships.types import Refusal

State = TypeVar("State", bound=TextChoices)


@dataclass(frozen=True)
class Lifecycle(Generic[State]):
    """From each state the states that may follow, with the words for the step ("submit", "withdraw").

    ``noun`` is what the record is called in a refusal, ``field`` holds its state, and ``at_the_end`` says what to do
    where nothing may follow. Raises ValueError when a state of the enumeration is not said.
    """

    noun: str
    steps: Mapping[State, Mapping[State, str]]
    at_the_end: str = "No further steps are possible."
    field: str = "state"

    def __post_init__(self) -> None:
        states = set(type(next(iter(self.steps))))
        unsaid = sorted(str(state) for state in states - set(self.steps))
        if unsaid:
            raise ValueError(f"The life of a {self.noun} does not say what follows {', '.join(unsaid)}.")

    def state_of(self, record: Any) -> State:
        """The state that a record is in now."""
        states = type(next(iter(self.steps)))
        return states(getattr(record, self.field))

    def ahead_of(self, record: Any) -> Mapping[State, str]:
        """Where this record may go from here, with the words for each step."""
        return self.steps[self.state_of(record)]

    def can_become(self, record: Any, state: State) -> bool:
        """Whether this record may go to a state from where it is."""
        return state in self.ahead_of(record)

    def check_can_become(self, record: Any, state: State) -> None:
        """Refuse a step that the states do not allow, naming those that they do."""
        if self.can_become(record, state):
            return
        now, ways = self.state_of(record), ", ".join(self.ahead_of(record).values())
        why = (
            f"This {self.noun} is already {now.label.lower()}, so it cannot become that again."
            if now == state
            else f"This {self.noun} is {now.label.lower()}, so it cannot become {state.label.lower()}."
        )
        raise Refusal(
            why,
            f"You can: {ways}." if ways else self.at_the_end,
        )
