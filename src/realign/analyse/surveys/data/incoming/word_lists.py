"""Usual answers that are steps from one end to the other, so that a file of words is not shown in alphabetical order."""

from collections.abc import Sequence

STEPS = (
    (
        "never", "almost never", "hardly ever", "rarely", "seldom", "not often", "occasionally", "sometimes",
        "quite often", "often", "frequently", "usually", "most of the time", "very often", "almost always", "always",
    ),
    ("none of the time", "rarely", "some of the time", "often", "most of the time", "all of the time"),
    (
        "strongly disagree", "disagree", "tend to disagree", "slightly disagree", "neither agree nor disagree",
        "neither agree or disagree", "neither", "neutral", "slightly agree", "tend to agree", "agree", "strongly agree",
    ),
    (
        "very dissatisfied", "dissatisfied", "fairly dissatisfied", "neither satisfied nor dissatisfied", "neither",
        "neutral", "fairly satisfied", "satisfied", "very satisfied",
    ),
    ("very poor", "poor", "fair", "okay", "ok", "good", "very good", "excellent"),
    ("very bad", "bad", "fair", "okay", "ok", "good", "very good", "excellent"),
    ("not at all", "not much", "a little", "some", "somewhat", "quite", "quite a lot", "a lot", "very much", "completely"),
    ("very unhappy", "unhappy", "neither happy nor unhappy", "neither", "happy", "very happy"),
    ("very unsafe", "unsafe", "neither safe nor unsafe", "neither", "safe", "very safe"),
    ("not true", "somewhat true", "certainly true"),
)  # fmt: skip
"""Each from least to most. Words of the questionnaires that schools use most; what is none of them keeps its order."""


FEWEST, MOSTLY, LAST = 3, 0.6, 99


def in_order(values: Sequence[str]) -> list[str]:
    """Values in the order of the steps that they are; what is no step, such as “Prefer not to say” or -99, comes last.

    >>> in_order(["Always", "Never", "Often", "Refused"]), in_order(["Bus", "Walk"])
    (['Never', 'Often', 'Always', 'Refused'], ['Bus', 'Walk'])
    """
    places = max(
        (
            {value: steps.index(value.casefold()) for value in values if value.casefold() in steps}
            for steps in STEPS
        ),
        key=len,
    )
    if len(places) < max(FEWEST, MOSTLY * len(values)):
        return list(values)
    return sorted(values, key=lambda value: places.get(value, LAST))
