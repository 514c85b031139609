"""Every limit of the checks of texts, exactly at it and just beside it."""

from datetime import date

import pytest

from realign.methods.wording.check import check_text
from realign.methods.wording.contents import LONGEST_HEADING
from realign.methods.wording.figures import LONGEST_ROW, rounds_to
from realign.methods.wording.findings import FaultKind
from realign.methods.wording.repeats import SHORTEST, SHOWN, _short


def found(text, kind, **more):
    return [one for one in check_text(text, **more) if one.kind is kind]


@pytest.mark.parametrize(
    ("words", "fair"),
    [
        ("Over half (50%) did.", False), ("Over half (50.1%) did.", True),
        ("Nearly half (50%) did.", False), ("Nearly half (49.9%) did.", True),
        ("Nearly half (40%) did.", True), ("Nearly half (39.9%) did.", False),
        ("About half (53%) did.", True), ("About half (53.1%) did.", False),
        ("About half (47%) did.", True), ("About half (46.9%) did.", False),
        ("Half (50.5%) did.", True), ("Half (50.6%) did.", False),
        ("Four in four (100%) did.", True), ("Five in four (100%) did.", True), ("Five in four (10%) did.", True),
    ],
)  # fmt: skip
def test_words_for_a_share_are_fair_up_to_their_limit(words, fair):
    assert (found(words, FaultKind.FIGURE) == []) is fair


@pytest.mark.parametrize(("printed", "close"), [("53", True), ("53.1", False), ("47", True), ("46.9", False)])
def test_words_that_are_three_points_off_are_called_approximate(printed, close):
    (one,) = found(f"Half ({printed}%) did.", FaultKind.FIGURE)
    assert ("approximate" in one.why) is close


@pytest.mark.parametrize(
    ("part", "whole", "printed", "fits"),
    [(1, 8, "12", True), (1, 8, "13", True), (1, 8, "14", False), (1, 8, "12.5", True)],
)
def test_half_may_be_rounded_either_way(part, whole, printed, fits):
    assert rounds_to(part, whole, printed) is fits


@pytest.mark.parametrize(("second", "explained"), [("26%", True), ("27%", False)])
def test_rounding_explains_half_a_point_for_each_row(second, explained):
    text = f"Yes 30 75%\nNo 10 {second}\nTotal 40 100%"
    said = [one.found for one in found(text, FaultKind.FIGURE) if "the percentages make" in one.found]
    assert (said == []) is explained


def test_two_rows_and_a_total_are_a_table_and_one_row_is_none():
    assert found("Yes 30 70%\nTotal 30 90%", FaultKind.FIGURE) == []
    assert found("Yes 30 70%\nNo 10 25%\nTotal 40 90%", FaultKind.FIGURE)


@pytest.mark.parametrize(("count", "total", "said"), [(0, 40, False), (1, 40, True), (40, 40, False)])
def test_those_who_did_not_answer_are_named_where_there_are_some_and_not_all(count, total, said):
    rest = total - count
    text = (
        f"Yes {rest} {100 * rest / total:g}%\nNo answer {count} {100 * count / total:g}%\nTotal {total} 100%"
    )
    assert any("gave no answer" in one.found for one in found(text, FaultKind.FIGURE)) is said


@pytest.mark.parametrize(("extra", "read"), [(0, True), (1, False)])
def test_a_row_is_read_up_to_its_longest(extra, read):
    label = "Y" * (LONGEST_ROW + extra - len(" 30 70%"))
    assert bool(found(f"{label} 30 70%\nNo 10 25%\nTotal 40 100%", FaultKind.FIGURE)) is read


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("4.1 One.\n4.2 Two.", False), ("4.1 One.\n4.3 Three.", True), ("4.1 One.\n4.1 One.", True),
        ("4.1 One.\n4.2 Two.\n4.1 One again.", False), ("4.1 One.\n4.2 Two.\n4.3 Three.\n4.2 Two.", True),
        ("1. One\n2. Two", False), ("1. One\n3. Three", True), ("1. One\n2. Two\n2. Two", True),
        ("1. One\n2. Two\n3. Three\n2. Two", True), ("1. One\n2. Two\n1. One", False), ("2. Two", True),
        ("1. One\n1. One", False),
    ],
)  # fmt: skip
def test_numbers_may_go_up_by_one_or_start_again(text, wrong):
    assert bool(found(text, FaultKind.NUMBERING)) is wrong


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("1 April 2026", None), ("31 March 2026", "before it begins"), ("1 April 2027", "first day of the next"),
        ("31 March 2027", None),
    ],
)  # fmt: skip
def test_a_period_may_be_one_day_and_not_less(last, why):
    said = [one.why for one in found(f"It runs from 1 April 2026 to {last}.", FaultKind.DATE)]
    assert (not said) if why is None else any(why in one for one in said)


@pytest.mark.parametrize(("written", "past"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_a_promise_for_the_month_of_writing_is_not_past(written, past):
    said = found("We will publish it by March 2026.", FaultKind.DATE, written=written)
    assert bool(said) is past


@pytest.mark.parametrize(("second", "missing"), [("²", False), ("³", True)])
def test_footnotes_may_go_up_by_one(second, missing):
    text = f"One.¹ Two.{second}\n\n¹ First note\n{second} Second note"
    assert any("follows footnote" in one.found for one in found(text, FaultKind.FOOTNOTE)) is missing


@pytest.mark.parametrize(("second", "back"), [(4, False), (5, False), (3, True)])
def test_two_entries_of_the_contents_may_be_on_one_page(second, back):
    text = f"Contents\nMoney\t4\nWords\t{second}\n\n# Money\n\n# Words"
    assert any("after an entry on page" in one.found for one in found(text, FaultKind.CONTENTS)) is back


@pytest.mark.parametrize(("extra", "read"), [(0, True), (1, False)])
def test_an_entry_of_the_contents_is_read_up_to_its_longest(extra, read):
    title = "M" * (LONGEST_HEADING + extra - len("\t4"))
    assert bool(found(f"Contents\n{title}\t4\n\n# Words", FaultKind.CONTENTS)) is read


@pytest.mark.parametrize(("words", "compared"), [(SHORTEST, True), (SHORTEST - 1, False)])
def test_sentences_are_compared_from_eight_words_on(words, compared):
    start = ["Every", "child", "here", "will", "have", "a", "safe", "garden", "near", "home", "now"][
        : words - 1
    ]
    one, two = (" ".join([*start, end]) + "." for end in ("today", "tomorrow"))
    assert bool(found(f"{one}\n\n{two}", FaultKind.WORDING)) is compared


@pytest.mark.parametrize(
    ("promise", "found_twice"), [("Develop a Play Strategy", True), ("Develop a Strategy", False)]
)
def test_a_promise_needs_two_words_to_be_known_again(promise, found_twice):
    text = f"- {promise}\n\nText.\n\n- {promise.replace('Develop', 'Create')}"
    assert bool(found(text, FaultKind.COMMITMENT)) is found_twice


@pytest.mark.parametrize(("length", "cut"), [(SHOWN, False), (SHOWN + 1, True)])
def test_a_sentence_is_shown_whole_up_to_its_longest(length, cut):
    assert _short("a" * length).endswith("…") is cut


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Four in four (90%) did.", True), ("Four in four (100%) did.", False),
        ("0 in 5 (10%) did.", False), ("0 in 0 (10%) did.", False),
    ],
)  # fmt: skip
def test_everybody_is_a_share_and_nobody_is_none(words, wrong):
    assert bool(found(words, FaultKind.FIGURE)) is wrong


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Over half (50%) did.", "is exactly that."), ("Over half (49%) did.", "is under."),
        ("Half (48%) did.", "is slightly under."), ("Half (52%) did.", "is slightly over."),
    ],
)  # fmt: skip
def test_a_percentage_is_said_to_be_over_under_or_exactly_what_the_words_mean(text, side):
    (one,) = found(text, FaultKind.FIGURE)
    assert side in one.why


@pytest.mark.parametrize(
    ("title", "compared"),
    [
        ("Shared leadership challenge", False), ("Shared local leadership challenge", True),
        ("Shared local leadership and bold new organisational joint challenge", True),
        ("Shared local leadership and bold new organisational and joint challenge", False),
    ],
)  # fmt: skip
def test_titles_of_four_to_nine_words_are_compared(title, compared):
    text = f"- {title}\n\nOn {title.lower().replace('challenge', 'change')} we agree."
    assert bool(found(text, FaultKind.NAME)) is compared


@pytest.mark.parametrize(("one", "two", "compared"), [("plant", "plane", True), ("plan", "play", False)])
def test_words_of_five_letters_or_more_are_taken_for_slips(one, two, compared):
    text = f"- Agree the joint local {one}\n\nHere we agree the joint local {two} again."
    assert bool(found(text, FaultKind.NAME)) is compared


def test_the_last_entry_of_the_contents_is_no_heading_of_itself():
    said = [one.found for one in found("Contents\nMoney\t4\nWords\t5\n\n# Money", FaultKind.CONTENTS)]
    assert said == ["“Words” has no heading in the text"]


@pytest.mark.parametrize(("extra", "held"), [(0, True), (1, False)])
def test_a_heading_is_read_up_to_its_longest(extra, held):
    """The entry leaves out the end of the heading, as contents lists of long headings do."""
    heading = ("Money " * 40)[: LONGEST_HEADING + extra]
    text = f"Contents\nMoney Money Money\t4\n\n{heading}"
    assert (found(text, FaultKind.CONTENTS) == []) is held
