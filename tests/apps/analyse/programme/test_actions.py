"""Each action: what it makes, the event it leaves, and that a refusal changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from realign.analyse.programme import actions, queries
from realign.analyse.programme.models import (
    Attendance,
    Benefit,
    ElementStatus,
    Place,
    Readiness,
    SignOff,
    Site,
    Waiting,
)
from realign.analyse.programme.rules.signing import can_sign
from realign.analyse.programme.types import AreaStage
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.groups import actions as groups
from realign.registers.groups.models import Seat
from tests.apps.analyse.programme.worlds import BEGAN, TERMS, item, make_ready, sign_all


def said(subject):
    """The verbs of the events of one record, oldest first."""
    rows = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return list(rows.order_by("pk").values_list("verb", flat=True))


def more_areas(world, *names):
    """Further areas that are ready and signed for."""
    found = []
    for name in names:
        site = actions.create_site(
            by=world.cast.system, round=world.round, name=name, contacted_on=date(2015, 4, 20),
            visited_on=date(2015, 5, 1), starts_on=date(2015, 6, 1),
        )  # fmt: skip
        make_ready(world.cast, site, world.lists)
        sign_all(world.cast, site, world.lists)
        found.append(site)
    return found


def acting(world, role, body):
    """Somebody in a role for one body."""
    return replace(world.cast.actor(role), organisation=world.cast.bodies[body])


class TestRounds:
    def test_the_terms_of_2015_give_18_and_21(self, world):
        found = queries.capacity_of(world.round)
        assert (found.new, found.all) == (18, 21)
        assert said(world.round) == ["added"]

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"slot_months": []}, "slot months"),
            ({"slot_months": [9, 9]}, "slot months"),
            ({"slot_months": [13]}, "slot months"),
            ({"areas_per_slot": 0}, "areas in one slot is 0"),
            ({"support_months": 3}, "before the evidence is in"),
        ],
    )
    def test_terms_that_contradict_each_other_are_refused(self, world, changed, reason):
        with pytest.raises(Refusal, match=reason):
            actions.create_round(by=world.cast.system, name="Another", **{**TERMS, **changed})
        with pytest.raises(Refusal, match=reason):
            actions.change_round(by=world.cast.system, round=world.round, revision=1, **changed)

    def test_terms_are_data_another_round_may_take_four_areas_to_a_slot(self, world):
        actions.change_round(
            by=world.cast.actor("coordinator"), round=world.round, revision=1, areas_per_slot=4
        )
        assert queries.capacity_of(world.round).new == 24
        assert said(world.round) == ["added", "changed"]

    def test_a_reader_may_not(self, world):
        with pytest.raises(Refusal, match="does not include"):
            actions.create_round(by=world.cast.actor("reader"), name="Mine", **TERMS)


class TestAreas:
    def test_an_area_is_in_a_round_once(self, world):
        with pytest.raises(Refusal, match="in Round of 2015 already"):
            actions.create_site(by=world.cast.system, round=world.round, name="angus")

    def test_dates_do_not_run_backwards(self, world):
        site = world.sites["angus"]
        with pytest.raises(Refusal, match="before the first contact"):
            actions.change_site(by=world.cast.system, site=site, revision=1, visited_on=date(2015, 1, 1))
        site.refresh_from_db()
        assert site.visited_on == date(2015, 5, 4)

    def test_prg_06_an_area_goes_from_contact_to_its_place_step_by_step(self, world):
        site = actions.create_site(by=world.cast.system, round=world.round, name="Moray")

        def stage():
            return queries.standing(queries.site(world.cast.partnership, site.slug), world.lists).stage

        assert stage() is AreaStage.INTERESTED
        for field, after in (("contacted_on", AreaStage.CONTACTED), ("visited_on", AreaStage.VISITED)):
            actions.change_site(
                by=world.cast.system, site=site, revision=site.revision, **{field: date(2015, 5, 1)}
            )
            assert stage() is after
        make_ready(world.cast, site, world.lists)
        assert stage() is AreaStage.READY
        sign_all(world.cast, site, world.lists)
        assert stage() is AreaStage.SIGNED
        actions.give_place(by=world.cast.system, tranche=world.tranches["2015"], site=site)
        assert stage() is AreaStage.PLACED
        site.refresh_from_db()
        actions.start_site(by=world.cast.system, site=site, on=date(2015, 6, 1), revision=site.revision)
        assert stage() is AreaStage.STARTED
        assert said(site)[-1] == "started"


class TestReadiness:
    def test_ana_08_three_conditions_each_with_evidence(self, world):
        assert [one.code for one in world.lists.conditions] == ["acceptance", "governance", "people"]
        site, by = world.sites["angus"], world.cast.actor("coordinator")
        for condition in world.lists.conditions:
            found = queries.standing(queries.site(by.partnership, site.slug), world.lists)
            assert not found.verdict.ready
            actions.judge_condition(by=by, site=site, condition=condition, met=True, evidence="Minute 12")
        assert queries.standing(queries.site(by.partnership, site.slug), world.lists).verdict.ready

    def test_ana_08_met_without_evidence_is_refused(self, world):
        before = Readiness.objects.count()
        with pytest.raises(Refusal, match="needs evidence"):
            actions.judge_condition(
                by=world.cast.system, site=world.sites["angus"], condition=world.lists.conditions[0],
                met=True, evidence="  ",
            )  # fmt: skip
        assert Readiness.objects.count() == before

    def test_a_second_judgement_takes_the_place_of_the_first_for_whoever_saw_it(self, world):
        site, condition = world.sites["perth"], world.lists.conditions[0]
        said_of = {
            "by": world.cast.system,
            "site": site,
            "condition": condition,
            "met": False,
            "evidence": "",
        }
        with pytest.raises(ChangedMeanwhile):
            actions.judge_condition(**said_of)
        held = actions.judge_condition(**said_of, revision=1)
        assert (held.met, said(held)) == (False, ["judged", "reassessed"])


class TestSignatures:
    def test_ana_09_seven_of_eight_cannot_start_or_take_a_place(self, world):
        perth = world.sites["perth"]
        found = queries.standing(queries.site(world.cast.partnership, "perth"), world.lists)
        assert found.signatures.words == "7 of 8"
        for attempt in (
            lambda: actions.start_site(by=world.cast.system, site=perth, on=date(2015, 6, 1), revision=1),
            lambda: actions.give_place(by=world.cast.system, tranche=world.tranches["2015"], site=perth),
        ):
            with pytest.raises(Refusal, match="7 of 8") as refused:
                attempt()
            assert "Health (findings will be used)" in refused.value.what_to_do
        assert not Place.objects.exists()
        assert Site.objects.get(pk=perth.pk).started_on is None

    @pytest.mark.parametrize(
        ("role", "body", "sector", "may"),
        [
            ("decision-maker", "perth-kinross", "education", True),
            ("senior-sponsor", "perth-kinross", "social-services", True),
            ("decision-maker", "nhs-tayside", "health", True),
            ("senior-sponsor", "nhs-tayside", "health", True),
            ("committee-officer", "perth-kinross", "elected-members", True),
            ("decision-maker", "perth-kinross", "elected-members", False),  # a director is no elected member
            ("decision-maker", "perth-kinross", "health", False),  # another sector's
            ("decision-maker", "nhs-tayside", "education", False),
            ("decision-maker", "angus", "education", False),  # another council's area
            ("committee-officer", "perth-kinross", "education", False),
            ("coordinator", "perth-kinross", "education", False),  # runs the programme, signs for nobody
            ("reader", "perth-kinross", "elected-members", False),
        ],
    )
    def test_each_sector_signs_for_itself_and_its_own_area(self, world, role, body, sector, may):
        perth, by = world.sites["perth"], acting(world, role, body)
        entry, purpose = item("sign-off-sectors", sector), item("sign-off-purposes", "use")
        SignOff.objects.filter(site=perth).delete()
        assert can_sign(by, perth, entry) is may
        if may:
            held = actions.sign(by=by, site=perth, sector=entry, purpose=purpose, post="Director")
            assert (held.who, held.organisation, held.signed_on) == (by.name, by.organisation, by.at.date())
            assert said(held) == ["signed"]
        else:
            with pytest.raises(Refusal):
                actions.sign(by=by, site=perth, sector=entry, purpose=purpose, post="Director")
            assert not SignOff.objects.filter(site=perth).exists()

    def test_a_signature_is_given_once_taken_back_with_a_reason_and_may_be_given_again(self, world):
        dundee = world.sites["dundee"]
        held = dundee.signatures.get(sector__code="health", purpose__code="use")
        by = acting(world, "decision-maker", "nhs-tayside")
        again = {"by": by, "site": dundee, "sector": held.sector, "purpose": held.purpose, "post": "Director"}
        with pytest.raises(Refusal, match="signed for this already"):
            actions.sign(**again)
        with pytest.raises(Refusal, match="No reason"):
            actions.withdraw_signature(by=by, signature=held, because=" ", revision=1)
        actions.withdraw_signature(by=by, signature=held, because="The board wants a new paper", revision=1)
        found = queries.standing(queries.site(by.partnership, "dundee"), world.lists)
        assert found.signatures.words == "7 of 8"
        actions.sign(**again)
        assert SignOff.objects.filter(site=dundee).count() == 9
        with pytest.raises(Refusal, match="already"):
            actions.withdraw_signature(by=by, signature=held, because="Again", revision=2)


class TestSlots:
    def test_ana_05_a_fourth_area_in_a_slot_is_refused_and_nothing_is_written(self, world):
        tranche = world.tranches["2015"]
        for site in [world.sites["dundee"], *more_areas(world, "Fife", "Moray")]:
            actions.give_place(
                by=world.cast.system, tranche=tranche, site=site, call_off=f"Call-off {site.name}"
            )
        (fourth,) = more_areas(world, "Falkirk")
        with pytest.raises(Refusal, match="full: 3 of 3"):
            actions.give_place(by=world.cast.system, tranche=tranche, site=fourth)
        assert tranche.places.count() == 3
        first = tranche.places.get(site=world.sites["dundee"])
        actions.give_up_place(by=world.cast.system, place=first, revision=1)
        assert actions.give_place(by=world.cast.system, tranche=tranche, site=fourth).pk

    def test_ana_04_the_tranche_of_september_2014_is_history_and_asks_no_signatures(self, world):
        tranche = world.tranches["2014"]
        actions.change_tranche(
            by=world.cast.system, tranche=tranche, revision=1, supplier="Social Research Unit at Dartington",
            instrument="Wellbeing survey", age_groups="All", contract="One supplier",
        )  # fmt: skip
        for key in ("angus", "dundee"):
            actions.give_place(by=world.cast.system, tranche=tranche, site=world.sites[key])
        plan = {one.on: one for one in queries.slot_plan(world.round, BEGAN)}
        assert list(plan[date(2014, 9, 1)].areas) == ["Angus", "Dundee"]
        assert plan[date(2014, 9, 1)].free == 0
        assert plan[date(2015, 9, 1)].free == 3
        found = queries.standing(queries.site(world.cast.partnership, "angus"), world.lists)
        assert found.stage is AreaStage.EARLIER

    def test_a_slot_is_in_its_months_and_taken_once(self, world):
        for slot_on, reason in (
            (date(2016, 5, 1), "no survey slot in May"),
            (date(2016, 3, 2), "first of a month"),
            (date(2015, 9, 1), "the slot of “September 2015” already"),
        ):
            with pytest.raises(Refusal, match=reason):
                actions.create_tranche(
                    by=world.cast.system, round=world.round, name="Another", slot_on=slot_on
                )

    def test_an_area_has_one_place_and_only_in_its_own_round(self, world):
        dundee = world.sites["dundee"]
        other = actions.create_round(
            by=world.cast.system, name="Second", **{**TERMS, "starts_on": date(2026, 4, 1)}
        )
        there = actions.create_tranche(
            by=world.cast.system, round=other, name="Spring", slot_on=date(2027, 3, 1)
        )
        with pytest.raises(Refusal, match="another round"):
            actions.give_place(by=world.cast.system, tranche=there, site=dundee)
        held = actions.give_place(by=world.cast.system, tranche=world.tranches["2015"], site=dundee)
        with pytest.raises(Refusal, match="has a place in September 2015"):
            actions.give_place(by=world.cast.system, tranche=world.tranches["2015"], site=dundee)
        actions.start_site(by=world.cast.system, site=dundee, on=date(2015, 6, 1), revision=1)
        held.refresh_from_db()
        with pytest.raises(Refusal, match="has started"):
            actions.give_up_place(by=world.cast.system, place=held, revision=held.revision)

    def test_an_area_that_withdrew_stands_still(self, world):
        dundee = world.sites["dundee"]
        actions.change_site(by=world.cast.system, site=dundee, revision=1, withdrawn_on=date(2015, 6, 1))
        with pytest.raises(Refusal, match="has withdrawn"):
            actions.give_place(by=world.cast.system, tranche=world.tranches["2015"], site=dundee)


@pytest.fixture
def day(world):
    """A development day with room for ten."""
    return actions.create_session(
        by=world.cast.system, round=world.round, name="First development day", day=1, room_for=10,
        held_on=date(2027, 1, 20), foci=world.lists.of("development-foci"),
    )  # fmt: skip


class TestTraining:
    def test_prg_04_there_are_two_development_days_and_no_third(self, world, day):
        assert day.foci.count() == 5
        with pytest.raises(Refusal, match="2 development days, and this would be day 3"):
            actions.create_session(
                by=world.cast.system,
                round=world.round,
                name="Third",
                day=3,
                room_for=10,
                held_on=date(2027, 5, 1),
            )

    def test_prg_09_people_are_counted_by_sector_and_role_and_never_beyond_the_room(self, world, day):
        sectors = {one.code: one for one in world.lists.of("trained-sectors")}
        assert list(sectors) == ["finance", "education", "health", "social-care", "providers"]
        count = {"by": world.cast.system, "session": day, "site": world.sites["angus"]}
        actions.count_attendance(**count, sector=sectors["finance"], post="Accountant", people=4)
        held = actions.count_attendance(**count, sector=sectors["finance"], post="Accountant", people=6)
        assert Attendance.objects.get() == held
        assert said(held) == ["counted", "recounted"]
        with pytest.raises(Refusal, match="room for 10, and 6 are counted"):
            actions.count_attendance(**count, sector=sectors["health"], post="Nurse", people=5)
        with pytest.raises(Refusal, match="6 people are counted"):
            actions.change_session(by=world.cast.system, session=day, revision=1, room_for=5)

    def test_prg_08_unused_places_go_to_other_areas_in_the_order_in_which_they_asked(self, world, day):
        by = world.cast.actor("coordinator")
        first = actions.ask_for_places(by=by, session=day, area="Moray", people=3, asked_on=date(2026, 11, 1))
        second = actions.ask_for_places(by=by, session=day, area="Fife", people=2, asked_on=date(2026, 11, 2))
        with pytest.raises(Refusal, match="asked earlier"):
            actions.offer_places(by=by, waiting=second, revision=1)
        actions.offer_places(by=by, waiting=first, revision=1)
        assert queries.unused(day) == 7
        actions.answer_offer(by=by, waiting=first, state=Waiting.State.DECLINED, revision=2)
        assert queries.unused(day) == 10
        with pytest.raises(Refusal, match="cannot become"):
            actions.answer_offer(by=by, waiting=first, state=Waiting.State.TAKEN, revision=3)
        actions.offer_places(by=by, waiting=second, revision=1)
        actions.answer_offer(by=by, waiting=second, state=Waiting.State.TAKEN, revision=2)
        assert queries.unused(day) == 8
        assert said(second) == ["put on the waiting list", "offered places to", "answered"]

    def test_prg_08_only_unused_places_are_offered(self, world, day):
        by = world.cast.actor("coordinator")
        sector = world.lists.of("trained-sectors")[0]
        actions.count_attendance(by=by, session=day, sector=sector, post="Accountant", people=8)
        asked = actions.ask_for_places(by=by, session=day, area="Moray", people=3)
        with pytest.raises(Refusal, match="2 unused places, and 3 are asked for"):
            actions.offer_places(by=by, waiting=asked, revision=1)


class TestGainsAndPeople:
    def test_prg_05_a_benefit_is_realised_only_with_evidence(self, world):
        benefit = item("programme-benefits", "picture")
        said_of = {"by": world.cast.system, "round": world.round, "benefit": benefit}
        with pytest.raises(Refusal, match="needs evidence"):
            actions.judge_benefit(**said_of, realised=True, evidence="")
        held = actions.judge_benefit(**said_of, realised=True, evidence="The map of services")
        assert Benefit.objects.get().realised
        actions.judge_benefit(**said_of, realised=False, evidence="", revision=held.revision)
        assert not Benefit.objects.get().realised

    def test_prg_03_an_element_has_one_status_in_an_area(self, world):
        element = item("programme-elements", "evidence")
        said_of = {"by": world.cast.system, "site": world.sites["angus"], "element": element}
        actions.set_element(**said_of, state="under-way")
        with pytest.raises(ChangedMeanwhile):
            actions.set_element(**said_of, state="done")
        actions.set_element(**said_of, state="done", revision=1)
        assert ElementStatus.objects.get().get_state_display() == "Done"

    def test_ana_25_a_group_of_the_register_oversees_the_surveys_with_its_chair(self, world):
        by = world.cast.system
        group = groups.create_group(by=by, name="Research advisory group", kind="advisory", life="limited")
        groups.create_seat(by=by, group=group, post="Programme manager", is_confirmed=True)
        chair = "Survey Procurement and Implementation Manager (EAS)"
        groups.create_seat(by=by, group=group, post=chair, role=Seat.Role.CHAIR, is_confirmed=True)
        body = item("programme-governance", "research-advisory-group")
        actions.name_group(by=by, body=body, group=group)
        found = queries.overseen_by(by.partnership, "research-advisory-group")
        assert queries.chair_of(found).post == chair == body.extra["chair"]
        assert len(found.group.seats_now) == 2
        with pytest.raises(ChangedMeanwhile):
            actions.name_group(by=by, body=body, group=group)

    def test_prg_01_a_role_has_a_holder_who_cannot_leave_before_coming(self, world):
        role = item("programme-roles", "area-manager")
        held = actions.create_holder(
            by=world.cast.system, round=world.round, role=role, holder="A manager", starts_on=date(2015, 6, 1)
        )
        with pytest.raises(Refusal, match="end before it starts"):
            actions.change_holder(by=world.cast.system, holding=held, revision=1, ends_on=date(2015, 1, 1))
        actions.change_holder(by=world.cast.system, holding=held, revision=1, ends_on=date(2016, 1, 1))
        assert said(held) == ["named", "changed"]

    def test_prg_10_and_11_secondments_keep_their_dates_outputs_and_recommendations(self, world):
        by = world.cast.system
        inward = actions.create_secondment(
            by=by, post="Senior civil servant", direction="inward", lent_by="Scottish Government",
            works_with="The directors of the four partners", purpose="Support and challenge", state="ended",
            starts_on=date(2017, 2, 1), ends_on=date(2017, 6, 30), outputs=["Strategic report and action plan"],
            recommendations=34,
        )  # fmt: skip
        actions.create_secondment(
            by=by, post="Executive of the partners", direction="joint", lent_by="The partners together",
            works_with="All partners", purpose="Lead the work", state="proposed",
        )  # fmt: skip
        assert queries.secondments(by.partnership).count() == 2
        with pytest.raises(Refusal, match="end before it starts"):
            actions.change_secondment(by=by, secondment=inward, revision=1, ends_on=date(2016, 1, 1))

    def test_prg_07_the_areas_of_earlier_work_are_counted_once(self, world):
        by = world.cast.system
        one = actions.create_earlier_work(
            by=by,
            name="Improving Children’s Outcomes",
            led_by="SRU",
            areas=["Angus", "Dundee", "North Ayrshire"],
        )
        actions.create_earlier_work(
            by=by, name="Evidence2Success", led_by="SRU", areas=["Renfrewshire", "Perth and Kinross"]
        )
        assert len(queries.areas_of_earlier_work(by.partnership)) == 5
        with pytest.raises(Refusal, match="on the list already"):
            actions.change_earlier_work(by=by, work=one, revision=1, name="Evidence2success")
