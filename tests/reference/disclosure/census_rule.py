"""The rule of the Health and Wellbeing Census publication, as published, to compare our profile with.

It looks at one column at a time, so rows, totals of other tables and later releases can give its hidden figures away:
`attack` shows where. `protect` with the profile `hwb-census` hides at least the same small counts and proves the rest.
Source: ScotGovAnalysis/hwb-census, functions/perform_data_suppression.R, as read in 2026.
"""

from collections.abc import Mapping

from realign.methods.disclosure import Shown
from realign.methods.signs import Sign


def hide_in_column(counts: Mapping[str, float], total: float, *, adds_up: bool = True) -> dict[str, Shown]:
    """The answers of one column as published: the total is not among them and stays visible.

    Counts above 0 and below 5 are hidden. When that hides exactly one, the next lowest is hidden too: the
    first of equals, and a nought counts as lowest. `adds_up` is false for tick-all and mean questions,
    where no second figure is hidden. A total of 1 to 4 hides every answer.

    >>> {answer: str(shown) for answer, shown in hide_in_column({"yes": 3, "no": 57, "unsure": 9}, 69).items()}
    {'yes': '[c]', 'no': '57', 'unsure': '[c]'}
    """
    if 0 < total < 5:
        return dict.fromkeys(counts, Sign.CONFIDENTIAL)
    hidden = [answer for answer, count in counts.items() if 0 < count < 5]
    others = [answer for answer in counts if answer not in hidden]
    if len(hidden) == 1 and adds_up and others:
        hidden.append(min(others, key=lambda answer: counts[answer]))
    return {answer: Sign.CONFIDENTIAL if answer in hidden else count for answer, count in counts.items()}
