"""The framework files have the shape that the loader expects, and hold what their sources hold."""

import datetime

import pytest

from tests.apps.registers.frameworks.reading import DATA, codes, items, load

PATHS = sorted(DATA.glob("*.toml"))

KINDS = {
    "outcomes",
    "aims",
    "criteria",
    "question-set",
    "law",
    "classification",
    "profile",
    "rates",
    "principles",
    "steps",
    "glossary",
}
ITEM_KEYS = {"code", "label", "description", "parent", "extra"}
VERSION_KEYS = {
    "version",
    "valid_from",
    "valid_to",
    "source",
    "source_date",
    "verified",
    "note",
    "item",
    "status",
}


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
class TestEveryFile:
    def test_it_is_named_after_its_framework_and_says_what_it_is(self, path):
        framework = load(path.stem)["framework"]
        assert framework["slug"] == path.stem
        assert framework["kind"] in KINDS
        assert framework["name"]
        assert framework["description"].endswith(".")

    def test_its_versions_are_dated_sourced_and_marked_verified_or_not(self, path):
        for version in load(path.stem)["version"]:
            assert set(version) <= VERSION_KEYS, version["version"]
            assert isinstance(version["valid_from"], datetime.date)
            assert version["source"]
            assert isinstance(version["verified"], bool)
            if "valid_to" in version:
                assert version["valid_to"] > version["valid_from"]

    def test_what_is_not_verified_says_why(self, path):
        for version in load(path.stem)["version"]:
            assert version["verified"] or version.get("note"), version["version"]

    def test_its_codes_are_unique_and_its_parents_exist(self, path):
        for version in load(path.stem)["version"]:
            found = [item["code"] for item in version["item"]]
            assert found, version["version"]
            assert len(found) == len(set(found)), version["version"]
            for item in version["item"]:
                assert set(item) <= ITEM_KEYS, item["code"]
                assert item["label"].strip() == item["label"] != ""
                assert item.get("parent", found[0]) in found, item["code"]

    def test_it_reads_in_plain_british_english(self, path):
        text = path.read_text(encoding="utf-8")
        for word in ("organization", "program ", "utilize", "behavior ", "TODO", "XXX"):
            assert word not in text, word


class TestWellbeingAndAims:
    def test_there_are_eight_wellbeing_indicators_in_order(self):
        assert "".join(item["extra"]["letter"] for item in items("shanarri")) == "SHANARRI"

    def test_there_are_five_aims_and_the_last_is_for_related_services(self):
        assert codes("five-aims") == ["a", "b", "c", "d", "e"]
        assert [i["extra"]["applies_to"] for i in items("five-aims")] == ["children's services"] * 4 + [
            "related services"
        ]


class TestReviewCriteria:
    def test_there_are_sixteen_criteria_under_fifteen_numbers(self):
        assert len(codes("review-criteria")) == 16
        assert {"6a", "6b"} <= set(codes("review-criteria"))
        assert [i["extra"]["number"] for i in items("review-criteria")] == sorted([*range(1, 16), 6])

    def test_the_counts_of_each_criterion_add_up_to_the_thirty_plans_reviewed(self):
        for item in items("review-criteria"):
            assert sum(item["extra"]["counts"].values()) == 30, item["code"]
            before = item["extra"].get("counts_before", {})
            assert sum(before.values()) == 30 or list(before) in ([], ["fully"]), item["code"]

    def test_every_criterion_has_a_test_for_fully_met(self):
        assert all(i["extra"]["fully_met_when"] for i in items("review-criteria"))
        assert (
            len(next(i for i in items("review-criteria") if i["code"] == "14")["extra"]["fully_met_when"])
            == 5
        )

    def test_the_weakest_are_the_three_that_most_plans_failed(self):
        worst = sorted(items("review-criteria"), key=lambda i: -i["extra"]["counts"]["not"])[:3]
        weak = [i for i in items("review-criteria") if i["extra"].get("weak_nationally")]
        assert {i["code"] for i in worst} == {i["code"] for i in weak} == {"2", "12", "13"}


class TestProposalQuestions:
    def test_sixteen_questions_ask_twenty_three_things(self):
        numbers = [item["extra"]["number"] for item in items("proposal-questions")]
        assert len(numbers) == 23
        assert sorted(set(numbers)) == list(range(1, 17))

    def test_six_questions_are_compound_and_the_twelfth_has_three_parts(self):
        numbers = [item["extra"]["number"] for item in items("proposal-questions")]
        parts = {n: numbers.count(n) for n in numbers if numbers.count(n) > 1}
        assert parts == {1: 2, 3: 2, 4: 2, 12: 3, 13: 2, 15: 2}

    def test_codes_carry_the_number_and_a_letter_only_where_there_are_parts(self):
        for item in items("proposal-questions"):
            number = item["extra"]["number"]
            lettered = number in {1, 3, 4, 12, 13, 15}
            assert item["code"].rstrip("abc") == str(number)
            assert (item["code"][-1] in "abc") is lettered

    def test_every_answer_has_a_hint_a_kind_and_a_rule_for_submission(self):
        for item in items("proposal-questions"):
            extra = item["extra"]
            assert extra["hint"]
            assert isinstance(extra["required_to_submit"], bool)
            assert extra["kind"] in {"text", "choice", "scale"}
            assert (extra["kind"] == "text") is ("choices" not in extra)
