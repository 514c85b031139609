"""What a statistic can be used for, where its file does not say: no indicator stands without such a note."""

from realign.registers.indicators.measures import measure_of
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.types import Measure

_OF_MEASURE = {
    Measure.PERCENT: "It says what share, not how many: look at the numbers behind it before planning places.",
    Measure.RATE: "It compares places of different size; where few children are counted it moves much by chance.",
    Measure.COUNT: "It says how many to plan for; it grows with the number of people, so places are not compared by it.",
    Measure.MONEY: "It says what is spent, not what is gained; compare years only in the prices of one year.",
    Measure.SIGNED: "It is a difference: look at both sides before saying which of them moved.",
}


def usage_note(scheme: str, title: str, unit: str) -> str:
    """What an indicator of this scheme and measure can and cannot be used for.

    >>> usage_note("local", "Pupils with breakfast", "%")
    'It says what share, not how many: look at the numbers behind it before planning places.'
    """
    notes = [scheme_of(scheme).use_for, _OF_MEASURE.get(measure_of(title, unit), "")]
    return " ".join(note for note in notes if note) or "Describing how things are, beside other figures."
