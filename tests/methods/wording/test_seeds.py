"""What readers found odd in the published papers is found again, where it stands."""

import pytest

from realign.methods.wording import FaultKind, check_text
from tests.support.realdata import seed_text

pytestmark = [pytest.mark.realdata, pytest.mark.slow]

COLLABORATIVE, EARLIER, EXAMPLES, CONSULTATION = "000", "001", "003", "004"


@pytest.mark.parametrize(
    ("paper", "kind", "line", "words"),
    [
        (COLLABORATIVE, FaultKind.NUMBERING, 19, "2.1 and 2.2"),
        (COLLABORATIVE, FaultKind.NUMBERING, 38, "without 4.4"),
        (COLLABORATIVE, FaultKind.DATE, 86, "October 201"),
        (COLLABORATIVE, FaultKind.NAME, 33, "Young People and their Families"),
        (COLLABORATIVE, FaultKind.NAME, 421, "Delivery Reform Groups"),
        (COLLABORATIVE, FaultKind.NAME, 132, "early years"),
        (COLLABORATIVE, FaultKind.WORDING, 53, "“particular” / “nothing”"),
        (COLLABORATIVE, FaultKind.NAME, 60, "“well-being” and “wellbeing”"),
        (COLLABORATIVE, FaultKind.PHRASE, 575, "transition to childhood"),
        (COLLABORATIVE, FaultKind.COMMITMENT, 557, "Tayside Parenting Strategy"),
        (COLLABORATIVE, FaultKind.NAME, 354, "organisational change"),
        (COLLABORATIVE, FaultKind.CONTENTS, 98, "DELIVERY MECHANISMS"),
        (COLLABORATIVE, FaultKind.PHRASE, 242, "inlcuding"),
        (EXAMPLES, FaultKind.DATE, 260, "1st April 2017 to 1st April 2020"),
        (EXAMPLES, FaultKind.FOOTNOTE, 414, "footnote 23 stands twice"),
        (CONSULTATION, FaultKind.FIGURE, 18, "“One in five did not” for 19%"),
        (CONSULTATION, FaultKind.FIGURE, 15, "of all 48"),
    ],
)  # fmt: skip
def test_an_anomaly_is_found_where_it_stands(paper, kind, line, words):
    found = check_text(seed_text(paper))
    assert [one for one in found if (one.kind, one.line) == (kind, line) and words in one.found], found


def test_right_percentages_are_left_alone():
    found = [one.found for one in check_text(seed_text(CONSULTATION)) if one.kind is FaultKind.FIGURE]
    assert len(found) == 2
    assert not [one for one in found if "56%" in one]


def test_the_34_recommendations_are_numbered_without_a_gap():
    lines = [one.line for one in check_text(seed_text(COLLABORATIVE)) if one.kind is FaultKind.NUMBERING]
    assert not [line for line in lines if line > 690]


@pytest.mark.parametrize(
    ("paper", "most"), [(COLLABORATIVE, 30), (EARLIER, 0), (EXAMPLES, 12), (CONSULTATION, 2)]
)
def test_a_reader_is_not_buried(paper, most):
    assert len(check_text(seed_text(paper))) <= most
