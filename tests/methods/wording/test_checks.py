"""Each check on small texts of our own: what it finds, and what it leaves alone."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.wording import LABELS, FaultKind, check_text

CLEAN = """# Contents

Purpose\t1
What we will do\t2

# Purpose

1.1 This paper of 3 May 2026 asks for a decision on play areas.
1.2 The plan runs from 1 April 2026 to 31 March 2029. Section 1.1 says why.

# What we will do

1. Mend every swing.
2. Ask children which park comes next.

Answer 4 people
Yes 30 75%
No 10 25%
Total 40 100%

Three quarters (75%) agreed: 30 of 40 (75%) said yes.
"""


def found(text, kind, **given):
    return [one for one in check_text(text, **given) if one.kind is kind]


def test_a_clean_text_has_no_findings():
    assert check_text(CLEAN) == []


def test_every_kind_has_a_label():
    assert set(LABELS) == set(FaultKind)


@pytest.mark.parametrize(
    ("kind", "line", "text"),
    [
        (FaultKind.NUMBERING, 2, "2.0 ASKS\n2.2 Agree the plan."),
        (FaultKind.NUMBERING, 3, "4.1 One.\n4.2 Two.\n4.4 Four."),
        (FaultKind.NUMBERING, 2, "4.1 One.\n4.1 One again."),
        (FaultKind.NUMBERING, 3, "4.1 One.\n4.2 Two.\n4.1.2 Deeper."),
        (FaultKind.NUMBERING, 2, "1. First\n3. Third"),
        (FaultKind.DATE, 1, "Agreed in March 202."),
        (FaultKind.DATE, 1, "Agreed on 31 June 2026."),
        (FaultKind.DATE, 1, "The period is 1 April 2026–1 April 2029."),
        (FaultKind.DATE, 1, "The period is 1 April 2026 to 31 March 2023."),
        (FaultKind.NAME, 1, "The Play Areas Board met.\n\nLater the Areas Play Board agreed."),
        (FaultKind.NAME, 1, "See the Plan for Children and Families.\n\nSee the Plan for Children and their Families."),
        (FaultKind.NAME, 1, "We support well-being.\n\nIt is about wellbeing."),
        (FaultKind.NAME, 1, "- Shared leadership and organisational challenge\n\n"
                       "On shared leadership and organisational change we agree."),
        (FaultKind.WORDING, 1, "Every child in the area will have a safe place to play.\n\n"
                          "Every young child in the area will have a safe place to play."),
        (FaultKind.COMMITMENT, 1, "- Develop and publish a Play Strategy\n\nText.\n\n- Create a Play Strategy"),
        (FaultKind.CONTENTS, 2, "Contents\nMoney and people\t4\n\n# Money and staff"),
        (FaultKind.CONTENTS, 2, "Contents\nMoney\t4\n\n# Words"),
        (FaultKind.CONTENTS, 3, "Contents\nMoney\t4\nWords\t3\n\n# Money\n\n# Words"),
        (FaultKind.FIGURE, 1, "27 of 48 (57%) said yes."),
        (FaultKind.FIGURE, 1, "Some 57% (27 of 48) said yes."),
        (FaultKind.FIGURE, 1, "One in five (19%) did not."),
        (FaultKind.FIGURE, 1, "Over half (48%) did."),
        (FaultKind.FIGURE, 1, "Nearly half (52%) did."),
        (FaultKind.FIGURE, 2, "Yes 30 75%\nNo 10 26%\nTotal 40 100%"),
        (FaultKind.FIGURE, 3, "Yes 30 75%\nNo 9 23%\nTotal 40 100%"),
        (FaultKind.FIGURE, 3, "| Yes | 30 | 75% |\n| No answer | 10 | 25% |\n| Total | 41 | 100% |"),
        (FaultKind.PHRASE, 1, "Help with the transition to childhood."),
        (FaultKind.FOOTNOTE, 3, "One.¹ Two.¹\n\n¹ First note\n¹ Second note"),
        (FaultKind.FOOTNOTE, 4, "One.¹ Two.³\n\n¹ First note\n³ Third note"),
        (FaultKind.FOOTNOTE, 1, "One.¹ Two.²\n\n¹ First note"),
        (FaultKind.REFERENCE, 2, "1.1 One.\n1.2 See section 1.4 for more."),
        (FaultKind.REFERENCE, 1, "The figures are in Table 3."),
        (FaultKind.PHRASE, 2, "A line that runs on\nto its end. Help with the transition to childhood."),
    ],
)  # fmt: skip
def test_what_a_check_finds(kind, line, text):
    assert line in [one.line for one in found(text, kind)], check_text(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FaultKind.NUMBERING, "1. One\n2. Two\n\nAnother list:\n\n1. One\n2. Two"),
        (FaultKind.DATE, "The plan runs from 1 April 2026 to 31 March 2029, and met in October 2026."),
        (FaultKind.NAME, "Dundee and Angus Councils met.\n\nAngus and Dundee Councils agreed."),
        (FaultKind.NAME, "The reform groups meet. Each reform group reports."),
        (FaultKind.COMMITMENT, "- Develop a Play Strategy\n- Develop a Sleep Strategy"),
        (FaultKind.FIGURE, "27 of 48 (56%) said yes, over half (56%), about one in five (19%) did not."),
        (FaultKind.FIGURE, "A third (33.3%) and one in eight (12.5%) agreed."),
        (FaultKind.REFERENCE, "1.1 See section 9.4 of the Children Act."),
        (FaultKind.PHRASE, "Help with the transition to adulthood."),
        (FaultKind.FOOTNOTE, "The hall has 40 m² of floor.¹\n\n¹ Measured in May"),
    ],
)  # fmt: skip
def test_what_a_check_leaves_alone(kind, text):
    assert found(text, kind) == []


def test_a_promise_is_past_only_against_the_day_of_writing():
    text = "The strategy will be published by June 2024."
    assert found(text, FaultKind.DATE) == []
    assert found(text, FaultKind.DATE, written=date(2024, 6, 30)) == []
    (past,) = found(text, FaultKind.DATE, written=date(2026, 1, 5))
    assert "5 January 2026" in past.why
    assert found(f"5 January 2026\n\n{text}", FaultKind.DATE)[0].line == 3


def test_a_finding_says_both_places_why_and_what_to_do():
    (one,) = found("- Develop a Play Strategy\n\nText.\n\n- Create a Play Strategy", FaultKind.COMMITMENT)
    assert (one.place, one.other) == ("lines 1 and 5", 5)
    assert one.why
    assert one.todo


@given(st.text(alphabet="ab A.\n-1234567890%()¹²#&“”'|\t", max_size=200))
def test_no_text_breaks_the_checks_and_lines_stay_inside_it(text):
    lines = len(text.splitlines())
    assert all(1 <= place <= lines for one in check_text(text) for place in (one.line, one.other or 1))


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Aa bb 1 2\n" * 5000, "Contents\na" + " " * 20_000 + "b", "1.1 " * 5000])
def test_odd_texts_take_no_odd_time(text):
    begun = perf_counter()
    check_text(text)
    assert perf_counter() - begun < 10  # seconds: pairs of everything with everything took minutes
