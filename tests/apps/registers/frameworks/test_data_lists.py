"""Each reference list holds what its source holds, no more and no less."""

from itertools import pairwise

import pytest

from tests.apps.registers.frameworks.reading import codes, items, load


@pytest.mark.parametrize(
    ("slug", "count"),
    [
        ("nine-elements", 9),
        ("ten-steps", 10),
        ("improvement-questions", 6),
        ("improvement-steps", 3),
        ("guiding-principles", 7),
        ("conditions-for-collaboration", 8),
        ("christie-pillars", 4),
        ("core-indicators", 21),
        ("uncrc-articles", 42),
        ("prevention-classes", 4),
        ("service-tiers", 5),
        ("suppression-profiles", 6),
        ("discount-rates", 6),
        ("delivery-plan-activities", 6),
        ("governance-principles", 6),
        ("review-questions", 3),
        ("reasonable-request", 3),
        ("summary-checklist", 16),
        ("planning-principles", 4),
        ("quality-indicators", 22),
        ("six-point-scale", 6),
        ("national-standards-engagement", 7),
        ("permission-to-publish", 3),
        ("protected-characteristics", 9),
        ("priority-family-types", 6),
        ("family-support-principles", 10),
        ("transformational-elements", 10),
        ("strategic-group-questions", 3),
        ("building-blocks", 5),
        ("culture-values", 6),
        ("learning-points", 8),
        ("means-of-securing", 6),
        ("commissioning-cycle", 4),
        ("girfec-core", 4),
        ("pathway-stages", 4),
        ("what-works-features", 6),
        ("lundy-model", 4),
        ("golden-rules", 7),
        ("engagement-methods", 10),
        ("cost-facts", 3),
    ],
)
def test_a_list_is_as_long_as_its_source_says(slug, count):
    assert len(items(slug)) == count


class TestLists:
    def test_three_models_of_which_the_last_has_three_forms(self):
        tops = [i["code"] for i in items("collaboration-models") if "parent" not in i]
        forms = [i["parent"] for i in items("collaboration-models") if "parent" in i]
        assert (tops, forms) == (["1", "2", "3"], ["3", "3", "3"])

    def test_core_indicators_come_in_three_groups_and_twelve_from_the_census(self):
        groups = [i["extra"]["group"] for i in items("core-indicators")]
        assert [groups.count(g) for g in dict.fromkeys(groups)] == [9, 6, 6]
        census = [
            i for i in items("core-indicators") if i["extra"]["source"] == "Health and Wellbeing Census"
        ]
        assert len(census) == 11, "eleven rows are labelled so, although the analysis of 2023 counts twelve"
        wellbeing = {tag for i in items("core-indicators") for tag in i["extra"]["wellbeing"]}
        assert wellbeing <= set(codes("shanarri"))

    def test_the_eleven_national_outcomes_are_in_force_and_the_new_list_is_only_proposed(self):
        now, proposed = load("national-outcomes")["version"]
        assert (len(now["item"]), now["verified"], "status" in now) == (11, True, False)
        assert (proposed["status"], proposed["verified"]) == ("proposed", False)
        new = {i["code"] for i in proposed["item"] if i["extra"].get("new")}
        assert new == {"care", "climate-action", "housing"}

    def test_only_the_twelfth_article_was_checked(self):
        assert [i["code"] for i in items("uncrc-articles") if i["extra"]["verified"]] == ["12"]

    def test_discount_years_follow_on_without_gap_and_rates_fall(self):
        rows = [i["extra"] for i in items("discount-rates")]
        for row, after in pairwise(rows):
            assert after["first_year"] == row["last_year"] + 1
            assert all(after[r] < row[r] for r in ("standard", "health", "sensitivity"))
        assert rows[0]["first_year"] == 0
        assert "last_year" not in rows[-1]

    def test_suppression_profiles_have_the_names_that_the_software_uses(self):
        assert codes("suppression-profiles") == [
            "hwb-census",
            "phs-2.1",
            "nes",
            "ons-10-5",
            "acro",
            "fewer-than-5",
        ]

    def test_risk_bands_cover_every_product_of_two_scores_once(self):
        bands = [i["extra"] for i in items("risk-matrix") if i.get("parent") == "band"]
        for score in {a * b for a in range(1, 6) for b in range(1, 6)}:
            assert sum(b["lowest"] <= score <= b["highest"] for b in bands) == 1, score

    def test_the_checklist_has_seven_four_two_and_three_points(self):
        groups = [i["extra"]["group"] for i in items("summary-checklist")]
        assert [groups.count(g) for g in dict.fromkeys(groups)] == [7, 4, 2, 3]

    def test_grades_run_from_six_to_one(self):
        assert [i["extra"]["grade"] for i in items("six-point-scale")] == [6, 5, 4, 3, 2, 1]

    def test_standards_have_the_numbers_of_indicators_that_were_counted(self):
        assert [len(i["extra"]["indicators"]) for i in items("national-standards-engagement")] == [
            4,
            3,
            6,
            7,
            5,
            6,
            7,
        ]

    def test_nine_strands_cross_the_authorities(self):
        assert sum(i.get("parent") == "cross-authority" for i in items("key-enablers")) == 9

    def test_a_response_that_may_not_be_published_is_never_quoted(self):
        quotable = {i["code"]: i["extra"]["quote"] for i in items("permission-to-publish")}
        assert quotable == {"with-name": True, "without-name": True, "do-not-publish": False}

    def test_the_third_stage_of_the_cycle_answers_to_both_its_names(self):
        deliver = items("commissioning-cycle")[2]
        assert (deliver["label"], deliver["extra"]["also_called"]) == ("Deliver", ["Do"])


class TestCommitteeReports:
    @pytest.mark.parametrize(("version", "headings", "screened"), [("2016", 7, 5), ("2017", 8, 4)])
    def test_each_year_has_its_headings_and_its_screening(self, version, headings, screened):
        rows = items("committee-report-headings", version)
        assert sum("parent" not in row for row in rows) == headings
        assert sum("parent" in row for row in rows) == screened


class TestLaws:
    def test_every_mention_in_the_documents_is_there(self):
        named = [doc for item in items("laws") for doc in item["extra"]["named_in"]]
        assert {doc: named.count(doc) for doc in sorted(set(named))} == {
            "Dundee City Council report 410-2016": 7,
            "Realigning Children’s Services papers 2015": 7,
            "Promising Planning Examples 2018": 9,
            "Planning guidance consultation analysis": 9,
        }

    def test_one_act_under_several_names_is_one_row(self):
        act = next(i for i in items("laws") if i["code"] == "children-2014")
        assert "Children and Young People Act (2014)" in act["extra"]["aliases"]
        names = [n for i in items("laws") for n in [i["label"], *i["extra"].get("aliases", [])]]
        assert len(names) == len(set(names))


class TestGlossary:
    ASKED = """ACEs ADES ALEO ASN CAMHS CCPS CELCIS CPP CSWO CYPIC DCaF DFM E2S EAS ELC EYC GIRFEC ICSP IJB
        IPC JSC LOIP MASH NIF OD PEF PSP RAG RCS SALSUS SHANARRI SRN SRU SWIA TSI UNCRC VOiCE"""

    def test_every_abbreviation_of_the_documents_has_a_meaning_and_a_source(self):
        entries = {i["label"]: i for i in items("glossary")}
        assert set(self.ASKED.split()) <= set(entries)
        assert all(i["description"] and i["extra"]["source"] for i in entries.values())

    def test_ambiguous_abbreviations_give_each_meaning_with_its_context(self):
        ambiguous = {
            i["label"]: i["extra"]["meanings"] for i in items("glossary") if i["extra"].get("ambiguous")
        }
        assert {"RAG", "SRN", "PSP"} <= set(ambiguous)
        for meanings in ambiguous.values():
            assert len(meanings) >= 2
            assert len({m["context"] for m in meanings}) == len(meanings)
        assert {m["meaning"] for m in ambiguous["RAG"]} == {"Red, amber, green", "Research Advisory Group"}

    def test_the_two_definitions_of_commissioning_are_quoted_word_for_word(self):
        quoted = {i["code"]: i["description"] for i in items("glossary") if i["extra"].get("quotation")}
        assert set(quoted) == {"strategic-commissioning", "joint-commissioning"}
        assert "linking investment to agreed desired outcomes" in quoted["strategic-commissioning"]
        assert quoted["joint-commissioning"].endswith("often from a pooled or aligned budget.")

    def test_an_alias_leads_to_one_name_within_its_kind(self):
        aliases = load("glossary")["alias"]
        pairs = [(a["kind"], also) for a in aliases for also in a["also"]]
        assert len(pairs) == len(set(pairs)) > 30
        assert all(a["source"] for a in aliases)

    STATISTICS = (
        "95% range, Median, Mean, Percentile, Quintile, Decile, Rate, Numerator, Denominator, Suppressed, Weight, "
        "Design effect, Response rate, Standard error, Imputed, Run chart, SIMD, Data zone"
    )

    def test_the_words_of_statistics_are_explained(self):
        entries = {i["label"] for i in items("glossary")}
        assert set(self.STATISTICS.split(", ")) <= entries

    @pytest.mark.parametrize(
        ("typed", "word"),
        [("confidence interval", "95% range"), ("deff", "Design effect"), ("[c]", "Suppressed")],
    )
    def test_a_word_of_statistics_is_found_by_what_else_it_is_called(self, typed, word):
        said = {also: alias["say"] for alias in load("glossary")["alias"] for also in alias["also"]}
        assert said[typed] == word
