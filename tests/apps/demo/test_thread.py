"""The golden thread of the demonstration joins up: need, service, pound, outcome, proposal, decision, action, result."""

import datetime
import re
from itertools import pairwise

import pytest

from tests.apps.demo.reading import by, framework_codes, load, totals

TODAY = load("partnership")["partnership"]["today"]
ORGANISATIONS = by("slug", load("partnership")["organisation"])
PEOPLE = by("slug", load("people")["person"])
GROUPS = by("slug", load("groups")["group"])
PRIORITIES = load("priorities")
NEEDS = by("slug", load("needs")["need"])
FINDINGS = by("slug", load("needs")["finding"])
SERVICES = by("slug", load("services")["service"])
PROPOSAL = load("proposal")
DECISIONS = load("decision")
PROGRESS = load("progress")
PLANS = by("slug", load("plan")["plan"])
ACTION = by("code", PRIORITIES["action"])["A3.1"]
THREAD = next(d for d in DECISIONS["decision"] if d["code"] == "D-2026-14")
CORE = {"angus-council", "dundee-city-council", "perth-and-kinross-council", "nhs-tayside"}


class TestServices:
    def test_there_is_a_register_of_all_kinds_of_provider(self):
        assert len(SERVICES) == 19
        sectors = {s["sector"] for s in SERVICES.values()}
        assert {"health", "education", "social work", "third sector", "private"} <= sectors
        assert {s["class"] for s in SERVICES.values()} == {"childrens", "related", "informal"}

    @pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
    def test_it_uses_the_words_of_the_frameworks(self, service):
        assert service["provider"] in ORGANISATIONS
        assert service["tier"] in framework_codes("service-tiers")
        assert service["means"] in framework_codes("means-of-securing")
        assert set(service["wellbeing"]) <= framework_codes("shanarri")
        assert set(service["aims"]) <= framework_codes("five-aims")
        assert set(service["prevention"]) <= framework_codes("prevention-classes")
        assert sum(service["prevention"].values()) == 100
        assert {tag["says"] for tag in service["prevention_tags"]} <= framework_codes("prevention-classes")
        assert service["invented"]

    @pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
    def test_its_numbers_are_possible(self, service):
        assert 0 <= service["age_from"] < service["age_to"] <= 18
        assert 0 <= service["reached"] <= service["capacity"]
        assert all(s["amount"] > 0 and s["funder"] in ORGANISATIONS for s in service.get("spend", []))
        assert service.get("spend") or service["status"] == "planned"

    def test_needs_and_services_point_at_each_other(self):
        from_needs = {(n, s) for n, need in NEEDS.items() for s in need["services"]}
        from_services = {(n, s) for s, service in SERVICES.items() for n in service["needs"]}
        assert from_needs == from_services

    def test_the_five_kinds_of_joint_service_named_in_2017_are_marked(self):
        assert {s for s, service in SERVICES.items() if "joint_candidate" in service} == {
            "funded-early-learning-dundee",
            "educational-psychology",
            "residential-and-respite",
            "family-placement",
            "multi-agency-screening-hub",
        }

    def test_the_holes_left_for_checks_to_find_are_there(self):
        assert [s for s, v in SERVICES.items() if not v["referral_routes"]] == ["educational-psychology"]
        stale = [s for s, v in SERVICES.items() if (TODAY - v["checked_on"]).days > 730]
        assert stale == ["educational-psychology"]
        plan = PLANS["tayside-2026-2029"]
        ends = {
            s
            for s, v in SERVICES.items()
            if v.get("contract", {}).get("end", plan["period_end"]) < plan["period_end"]
        }
        assert "school-counselling-angus" in ends


class TestNeeds:
    @pytest.mark.parametrize("need", NEEDS.values(), ids=NEEDS)
    def test_numbers_follow_from_share_and_population(self, need):
        size = need["population_size"]
        assert need["number"] == round(size * need["prevalence"] / 100)
        if "lower" in need:
            assert need["lower"] < need["prevalence"] < need["upper"]
            assert need["number_lower"] == round(size * need["lower"] / 100)
            assert need["number_upper"] == round(size * need["upper"] / 100)

    def test_the_table_of_need_and_contact_agrees_with_the_survey(self):
        table = NEEDS["emotional-wellbeing"]["table"]
        high = table["high_served"] + table["high_unserved"]
        everyone = sum(table.values())
        survey = by("slug", PRIORITIES["indicator"])["sdq-raised-total"]["value"][-1]
        assert everyone == survey["base"] == 4180
        assert round(100 * high / everyone, 1) == survey["value"] == 41.0
        assert round(100 * table["high_unserved"] / high) == 86


class TestProposal:
    def test_it_answers_all_twenty_three_questions(self):
        assert {a["code"] for a in PROPOSAL["answer"]} == framework_codes("proposal-questions")
        assert all(len(a["text"]) > 20 for a in PROPOSAL["answer"])

    def test_it_weighs_doing_nothing_and_says_why_each_other_option_was_left(self):
        options = PROPOSAL["option"]
        assert len(options) == 4
        assert (options[0]["name"], options[0]["cost"]) == ("Do nothing", 0)
        assert [o["code"] for o in options if o["chosen"]] == ["3"]
        assert all(o["reason"] for o in options)

    def test_costs_funding_and_realignment_add_up(self):
        years = totals(PROPOSAL["cost"], "year")
        chosen = next(o for o in PROPOSAL["option"] if o["chosen"])
        assert sum(years.values()) == chosen["cost"] == 1_860_000
        assert years == {m["year"]: m["amount"] for m in ACTION["money"]}
        assert set(totals(PROPOSAL["cost"], "organisation")) == CORE
        for funding in PROPOSAL["funding"]:
            assert funding["moved"] + funding["new"] == years[funding["year"]]
            moved = sum(r["amounts"].get(funding["year"], 0) for r in PROPOSAL["realignment"])
            assert moved == funding["moved"]

    def test_no_more_is_moved_from_a_service_than_it_has(self):
        for row in PROPOSAL["realignment"]:
            spend = sum(s["amount"] for s in SERVICES[row["service"]]["spend"])
            assert max(row["amounts"].values()) <= spend, row["service"]

    def test_the_result_of_the_cost_benefit_model_follows_from_its_inputs(self):
        model, result = PROPOSAL["appraisal"], PROPOSAL["appraisal"]["result"]

        def present(values: list[float]) -> float:
            return sum(v / (1 + model["rate"] / 100) ** year for year, v in enumerate(values))

        seen = model["people"] * model["engaged"] * model["kept"]
        benefit = {}
        for row in model["outcome"]:
            full = seen * row["impact"] * (1 - row["deadweight"]) * row["unit_value"] * (1 - row["optimism"])
            benefit[row["name"]] = (row["kind"], present([full * share for share in model["profile"]]))
        total = sum(amount for _, amount in benefit.values())
        fiscal = sum(amount for kind, amount in benefit.values() if kind == "fiscal")
        years = totals(PROPOSAL["cost"], "year")
        cost = present([amount * (1 + model["cost_optimism"]) for amount in years.values()])
        assert result["present_cost"] == round(cost)
        assert result["present_benefit"] == round(total)
        assert result["net_present_value"] == round(total - cost)
        assert result["benefit_cost_ratio"] == round(total / cost, 2)
        assert result["fiscal_return"] == round(fiscal / cost, 2)
        assert (result["range"]["low"], result["range"]["high"]) == (
            round(total / cost * 0.5, 2),
            round(total / cost * 1.5, 2),
        )

    def test_it_scores_all_seven_principles(self):
        assert {p["code"] for p in PROPOSAL["principle"]} == framework_codes("guiding-principles")

    def test_whatever_it_cites_exists(self):
        known = {"finding": FINDINGS, "service": SERVICES}
        known["indicator"] = by("slug", PRIORITIES["indicator"])
        known["risk"] = by("code", PROGRESS["risk"])
        for answer in PROPOSAL["answer"]:
            for kind, name in (c.split(":") for c in answer.get("cites", [])):
                cited = framework_codes(name) if kind == "framework" else name in known[kind]
                assert cited, (answer["code"], name)


class TestDecision:
    def test_it_gives_reasons_options_and_every_partners_position(self):
        assert THREAD["rationale"]
        assert set(THREAD["options_considered"]) == {o["code"] for o in PROPOSAL["option"]}
        positions = {p["organisation"]: p["position"] for p in THREAD["position"]}
        assert set(positions) == CORE
        assert sorted(positions.values()) == ["with-conditions", "yes", "yes", "yes"]
        assert all(p["condition"] for p in THREAD["position"] if p["position"] == "with-conditions")

    def test_it_was_taken_at_a_meeting_of_its_group_by_people_who_sit_on_it(self):
        meeting = by("code", DECISIONS["meeting"])[THREAD["meeting"]]
        seated = {s.get("person") for s in GROUPS[THREAD["group"]]["seat"]}
        assert meeting["date"] == THREAD["date"] <= TODAY
        assert set(meeting["present"]) <= seated
        assert {p["by"] for p in THREAD["position"]} <= set(meeting["present"])

    def test_it_rests_on_findings_made_before_it_and_will_be_reviewed(self):
        rests_on = {c.split(":")[1] for c in THREAD["rests_on"]}
        assert rests_on <= set(FINDINGS)
        assert THREAD["date"] < THREAD["review_on"]

    def test_what_the_documents_promised_to_committee_is_kept_twice(self):
        late = [p.get("months_late") for p in DECISIONS["promise_to_committee"]]
        assert late == [4, 0, None]

    def test_five_questions_of_2017_are_open_with_an_owner_and_a_date(self):
        questions = DECISIONS["open_question"]
        assert len(questions) == 5
        assert all(q["owner"] in PEOPLE and q["due"] > TODAY and q["group"] in GROUPS for q in questions)


class TestProgress:
    def test_milestones_are_possible_on_the_day_of_the_demonstration(self):
        milestones = by("code", PROGRESS["milestone"])
        for milestone in milestones.values():
            assert milestone["status"] in framework_codes("rag-statuses")
            assert ("actual" in milestone) is (milestone["status"] == "complete")
            assert milestone.get("reason") or milestone["status"] not in {"at-risk", "off-track"}
            for before in milestone.get("depends_on", []):
                assert milestones[before]["forecast"] <= milestone["forecast"]
            if milestone["due"] < TODAY:
                assert milestone["status"] in {"complete", "off-track"}, milestone["code"]

    def test_risk_scores_are_products(self):
        for risk in PROGRESS["risk"]:
            assert risk["score"] == risk["likelihood"] * risk["impact"]
            assert risk["target_score"] < risk["score"]

    def test_the_test_of_change_counts_right(self):
        test = PROGRESS["test_of_change"][0]
        assert round(100 * 22 / 30) == 73
        assert "22 of 30" in test["result"]
        assert "73 in 100" in test["result"]


class TestPlans:
    def test_the_first_plan_keeps_the_printed_period_beside_the_statutory_one(self):
        first = PLANS["tayside-2017-2020"]
        assert first["period_end"] == datetime.date(2020, 3, 31)
        assert first["printed_period"]["end"] == datetime.date(2020, 4, 1)
        assert len(first["accountability"]) == 3
        assert len([b for b in first["body"] if b["part"] == "prepares"]) == 4

    def test_periods_follow_on_without_gap_for_three_years_each(self):
        plans = sorted(PLANS.values(), key=lambda p: p["period_start"])
        for plan, after in pairwise(plans):
            assert plan["period_end"] + datetime.timedelta(days=1) == after["period_start"]
        assert [p["period_start"].year for p in plans] == [2017, 2020, 2023, 2026]

    def test_the_present_plan_covers_today_and_leaves_two_criteria_unanswered_on_purpose(self):
        present = PLANS["tayside-2026-2029"]
        assert present["period_start"] <= TODAY <= present["period_end"]
        answered = {code for section in present["section"] for code in section["answers"]}
        assert answered <= framework_codes("review-criteria")
        assert {"8", "12"}.isdisjoint(answered)

    def test_the_late_report_says_how_late(self):
        report = load("plan")["annual_report"][0]
        assert f"{(TODAY - report['period_end']).days} days" in report["note"]

    def test_the_action_runs_within_the_plan(self):
        present = PLANS["tayside-2026-2029"]
        assert present["period_start"] <= ACTION["start"] <= ACTION["finish"] <= present["period_end"]


class TestRecommendationsAndSteps:
    def test_thirty_four_recommendations_stand_under_eleven_headings(self):
        found = load("recommendations")
        assert [r["number"] for r in found["recommendation"]] == list(range(1, 35))
        headings = [r["heading"] for r in found["recommendation"]]
        assert [headings.count(h["code"]) for h in found["heading"]] == [8, 3, 4, 1, 2, 2, 2, 4, 1, 2, 5]
        assert all(g in GROUPS for r in found["recommendation"] for g in r.get("groups", []))
        assert {r["status"] for r in found["recommendation"]} == {"accepted"}

    def test_those_that_repeat_a_chapter_are_marked(self):
        repeats = {r["number"] for r in load("recommendations")["recommendation"] if "repeats" in r}
        assert {3, 15, 20, 26, 28, 30, 31, 32, 33} <= repeats

    def test_the_ten_steps_are_marked_twice_and_silence_is_not_a_score(self):
        first, later = load("ten_steps")["assessment"]
        for assessment in (first, later):
            assert {s["code"] for s in assessment["step"]} == framework_codes("ten-steps")
        assert [s["code"] for s in first["step"] if "score" not in s] == ["10"]
        assert by("code", first["step"])["4"]["score"] == 0
        assert "invented" in later
        assert "invented" not in first


def test_every_record_says_where_it_is_from_or_that_it_is_invented():
    for name in ("priorities", "needs", "decision", "plan", "recommendations", "groups", "services"):
        data = load(name)
        for kind, records in data.items():
            if isinstance(records, list) and kind not in {"type", "heading"}:
                for record in records:
                    assert record.get("source") or record.get("invented") or data.get("invented"), (
                        name,
                        record,
                    )


def test_every_citation_names_a_document_that_is_listed():
    known = tuple(name for source in load("sources")["source"] for name in source["cited_as"])
    assert len(known) == 6
    for name in ("priorities", "decision", "plan", "recommendations", "groups", "ten_steps"):
        for records in load(name).values():
            for record in records if isinstance(records, list) else []:
                if "source" not in record:
                    continue
                cited = [
                    part
                    for part in record["source"].split("; ")
                    if re.search("report [34]|secondment|papers 2015|Planning Ex|analysis", part)
                ]
                assert all(part.startswith(known) for part in cited), (name, record["source"])
