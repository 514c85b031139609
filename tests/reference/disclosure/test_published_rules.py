"""Rules that others publish, followed to the letter where we follow them, and attacked where they leak."""

import pytest

from realign.methods.disclosure import CountTable, PublishedTable, attack, profile, protect
from realign.methods.signs import Sign
from tests.reference.disclosure.census_rule import hide_in_column

C = "[c]"


@pytest.mark.parametrize(
    ("counts", "total", "adds_up", "expected"),
    [
        ((3, 57), 60, True, (C, C)),
        ((3, 57, 9), 69, True, (C, 57, C)),
        ((3, 9, 9), 21, True, (C, C, 9)),
        ((3, 2, 60), 65, True, (C, C, 60)),
        ((3, 0, 60), 63, True, (C, C, 60)),
        ((3, 57, 9), 69, False, (C, 57, 9)),
        ((0, 3, 1), 4, True, (C, C, C)),
        ((0, 57, 9), 66, True, (0, 57, 9)),
        ((5, 57, 9), 71, True, (5, 57, 9)),
    ],
)
def test_the_census_rule_hides_the_same_answers_as_the_published_code(counts, total, adds_up, expected):
    answers = dict(zip("abc", counts, strict=False))
    shown = hide_in_column(answers, total, adds_up=adds_up)
    assert tuple(shown.values()) == expected


STAGES = {"S2": {"yes": 3, "no": 57, "unsure": 9}, "S4": {"yes": 40, "no": 60, "unsure": 30}}


def test_the_census_rule_is_undone_by_the_column_for_all_pupils():
    everybody = {
        answer: sum(stage[answer] for stage in STAGES.values()) for answer in ("yes", "no", "unsure")
    }
    columns = {**STAGES, "Total": everybody}
    rows = [
        {"stage": stage, "answer": answer, "value": str(shown)}
        for stage, counts in columns.items()
        for answer, shown in hide_in_column(counts, sum(counts.values())).items()
    ]
    rows += [{"stage": stage, "answer": "Total", "value": sum(c.values())} for stage, c in columns.items()]
    found = attack(PublishedTable.from_rows(rows, ("stage", "answer")), rules=profile("hwb-census"))
    assert {(str(each.key), each.lower, each.upper) for each in found} == {
        ("answer yes, stage S2", 3, 3),
        ("answer unsure, stage S2", 9, 9),
    }
    assert all(each.too_narrow for each in found)


def test_our_profile_of_that_name_hides_the_same_small_count_and_survives_the_attack():
    rows = [{"stage": s, "answer": a, "n": n} for s, counts in STAGES.items() for a, n in counts.items()]
    safe = protect([CountTable.from_rows(rows, ("stage", "answer"))], profile("hwb-census"))
    assert not any(each.too_narrow for each in attack(safe))
    assert "answer yes, stage S2" in {str(key) for key in safe.hidden()}


def test_the_secure_laboratory_profile_has_the_published_defaults():
    rules = profile("acro")
    assert (rules.threshold, rules.dominance_n, rules.dominance_k, rules.p_percent) == (10, 2, 0.90, 0.10)
    assert rules.zeros == "hide"


@pytest.mark.parametrize(("total", "hidden"), [(0, []), (1, ["a", "b"]), (4, ["a", "b"]), (5, []), (6, [])])
def test_a_total_of_one_to_four_hides_every_answer(total, hidden):
    shown = hide_in_column({"a": 0, "b": total if total not in (0, 4) else 0}, total)
    assert [answer for answer, value in shown.items() if value is Sign.CONFIDENTIAL] == hidden


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_count_of_one_to_four_is_hidden(count, hidden):
    shown = hide_in_column({"a": count, "b": 57, "c": 60}, 200)
    assert (shown["a"] is Sign.CONFIDENTIAL) is hidden


def test_one_answer_alone_has_nothing_to_hide_beside_it():
    assert hide_in_column({"a": 3}, 60) == {"a": Sign.CONFIDENTIAL}
