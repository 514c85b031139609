"""The pages of the evidence programme: each answers its question, each form does its work once."""

import csv
import io
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from realign.analyse.programme import actions, queries
from realign.analyse.programme.models import (
    Attendance,
    Benefit,
    EarlierWork,
    ElementStatus,
    Oversight,
    Place,
    Readiness,
    RoleHolder,
    Round,
    Secondment,
    Session,
    SignOff,
    Site,
    Tranche,
    Waiting,
)
from realign.registers.groups import actions as groups
from tests.apps.analyse.programme.worlds import item, make_ready, sign_all

LISTS = (
    "home",
    "areas",
    "slots",
    "calendar",
    "elements",
    "training",
    "benefits",
    "people",
    "before",
    "rounds",
)


def at(name, *args, partnership="tayside"):
    return reverse(f"programme:{name}", args=[partnership, *args])


def text(answer):
    return unescape(answer.content.decode())


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


@pytest.fixture
def signed_in(client, tayside):
    """A browser with somebody signed in, by role, for a body if one is given."""

    def sign(role="coordinator", body=None):
        person = tayside.people[role]
        if body:
            person.memberships.update(organisation=tayside.bodies[body])
        client.force_login(person)
        return client

    return sign


@pytest.fixture
def session(world):
    """A development day to come."""
    return actions.create_session(
        by=world.cast.system, round=world.round, name="A shared start", day=1, room_for=10,
        held_on=date(2099, 1, 20), foci=world.lists.of("development-foci")[:2],
    )  # fmt: skip


class TestReading:
    def test_an_empty_page_says_what_belongs_there(self, client, elsewhere):
        client.force_login(elsewhere.people["coordinator"])
        for name in LISTS:
            page = text(client.get(at(name, partnership="elsewhere")))
            said = [
                words for words in ("No round yet", "No area yet", "No earlier work yet") if words in page
            ]
            assert said, name

    def test_everybody_in_the_partnership_reads_and_a_stranger_does_not(self, client, world, elsewhere):
        client.force_login(world.cast.people["reader"])
        for name in LISTS:
            page = text(client.get(at(name)))
            assert "Add an area" not in page, name
            assert "/edit/" not in page, name
        client.force_login(elsewhere.people["coordinator"])
        assert {client.get(at(name)).status_code for name in LISTS} == {404}

    def test_are_we_ready_names_each_area_and_its_next_step(self, signed_in, world):
        page = text(signed_in().get(at("home")))
        assert "3 areas are not ready to start yet." in page
        assert "Please ask for Health (findings will be used)." in page
        assert "Not ready yet: 3 of 3 conditions met, 7 of 8 signatures given." in page
        assert "Nearly ready: all conditions are met and all signatures given" in page

    def test_ana_06_a_seventh_area_at_the_same_time_warns_on_the_board(self, signed_in, world):
        for number in range(4):
            actions.create_site(
                by=world.cast.system, round=world.round, name=f"Area {number}", starts_on=date(2015, 7, 1)
            )
        for name in ("home", "calendar"):
            page = text(signed_in().get(at(name)))
            assert "7 areas would have consultants at the same time from 1 July 2015" in page

    def test_ana_07_the_calendar_of_an_area_is_a_picture_and_a_table(self, signed_in, world):
        page = text(signed_in().get(at("area", "perth")))
        assert "Evidence is in by 30 September 2015; support ends by 31 May 2016." in page
        assert "1 June 2015 to 31 July 2015" in page
        assert "1 June 2015 to 31 May 2016" in page

    def test_ana_09_the_matrix_says_who_is_missing_and_whom_to_ask(self, signed_in, world):
        page = text(signed_in().get(at("area", "perth")))
        assert "7 of 8 signatures are given. The area cannot start without all of them." in page
        assert "Please ask a decision maker or senior sponsor for health." in page

    def test_ana_05_the_slots_show_the_arithmetic(self, signed_in, world):
        page = text(signed_in().get(at("slots")))
        assert "Round of 2015 has room for 18 areas in 6 slots; no area has a place." in page
        assert page.index("<td>18</td>") < page.index("<td>21</td>")

    def test_ana_25_a_tranche_says_who_oversees_it(self, signed_in, world):
        client = signed_in()
        where = at("tranche", "september-2015")
        assert "No group oversees the surveys yet" in text(client.get(where))
        group = groups.create_group(
            by=world.cast.system, name="Research advisers", kind="advisory", life="limited"
        )
        groups.create_seat(by=world.cast.system, group=group, post="Survey manager (EAS)", role="chair")
        body = item("programme-governance", "research-advisory-group")
        actions.name_group(by=world.cast.system, body=body, group=group)
        page = text(client.get(where))
        assert "Research advisers" in page
        assert "Chair: Survey manager (EAS)." in page

    def test_prg_01_and_02_seven_roles_and_three_groups_with_eight_seats_in_the_first(self, signed_in, world):
        page = text(signed_in().get(at("people")))
        assert "RCS JSC Development Adviser" in page
        assert "None of seven roles" in page
        assert "National members (8)" in page
        assert "Deputy Director of Strategy and Performance" in page

    def test_terms_show_where_they_come_from(self, signed_in, world):
        page = text(signed_in().get(at("rounds")))
        assert "September and March" in page
        assert "at most 6" in page

    def test_another_round_is_a_link_away_and_one_that_is_not_there_is_no_page(self, signed_in, world):
        held = world.round
        actions.create_round(
            by=world.cast.system, name="Second", starts_on=date(2026, 4, 1), slot_months=[3], areas_per_slot=2,
            funded_years=1, consultants_at_once=2, readiness_months=1, evidence_months=1, support_months=6,
            development_days=1,
        )  # fmt: skip
        client = signed_in()
        assert "Second has room for 2 areas in 1 slot" in text(client.get(at("slots")))
        assert "Round of 2015 has room" in text(client.get(at("slots"), {"round": held.slug}))
        assert client.get(at("slots"), {"round": "nowhere"}).status_code == 404
        assert f"?round={held.slug}&format=csv&table=slots" in text(
            client.get(at("slots"), {"round": held.slug})
        )

    @pytest.mark.parametrize(
        ("name", "rows"), [("areas", 3), ("slots", 7), ("elements", 3), ("benefits", 6), ("people", 7)]
    )
    def test_lists_come_as_csv(self, signed_in, world, name, rows):
        answer = signed_in().get(at(name), {"format": "csv"})
        read = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
        assert len(read) == rows
        if name == "areas":
            assert {row["First contact"] for row in read} == {"2015-04-20"}

    def test_areas_are_searched_and_filtered(self, signed_in, world):
        client = signed_in()
        assert "1 area" in text(client.get(at("areas"), {"q": "dundee"}))
        found = text(client.get(at("areas"), {"stage": "READY"}))
        assert at("area", "perth") in found
        assert at("area", "dundee") not in found

    @pytest.mark.parametrize("name", ["home", "areas", "calendar", "elements"])
    def test_a_page_asks_the_database_as_often_however_many_areas_there_are(
        self, signed_in, world, name, django_assert_max_num_queries, django_assert_num_queries
    ):
        client = signed_in()
        client.get(at(name))
        with django_assert_max_num_queries(40) as few:
            client.get(at(name))
        for number in range(3):
            site = actions.create_site(by=world.cast.system, round=world.round, name=f"Area {number}")
            make_ready(world.cast, site, world.lists)
            sign_all(world.cast, site, world.lists)
        with django_assert_num_queries(len(few.captured_queries)):
            client.get(at(name))


class TestSigning:
    def test_a_director_signs_for_their_own_sector_and_area(self, signed_in, world):
        client = signed_in("decision-maker", "nhs-tayside")
        where = at("sign", "perth", "health", "use")
        assert where in text(client.get(at("area", "perth")))
        answer = client.post(where, {"post": "Director of children’s health services"})
        assert answer.url == at("area", "perth")
        page = text(client.get(at("area", "perth")))
        assert "Director of children’s health services" in page
        assert "Nearly ready: all conditions are met and all signatures given" in page

    def test_nobody_signs_for_another_sector_and_is_told_whom_to_ask(self, signed_in, world):
        client = signed_in("decision-maker", "dundee")
        answer = client.get(at("sign", "perth", "health", "use"))
        assert answer.status_code == 403
        assert "which is not of the sector “Health”" in text(answer)
        before = SignOff.objects.count()
        assert client.post(at("sign", "perth", "health", "use"), {"post": "Director"}).status_code == 403
        assert SignOff.objects.count() == before

    def test_whoever_runs_the_programme_does_not_sign(self, signed_in, world):
        answer = signed_in("coordinator").get(at("sign", "perth", "health", "use"))
        assert answer.status_code == 403
        assert "senior sponsor" in text(answer)

    def test_a_signature_is_taken_back_with_a_reason(self, signed_in, world):
        client = signed_in("senior-sponsor", "nhs-tayside")
        held = SignOff.objects.get(site__slug="dundee", sector__code="health", purpose__code="use")
        client.post(at("take-back", held.pk), {"because": "The board wants a new paper", "revision": 1})
        held.refresh_from_db()
        assert held.withdrawn_because == "The board wants a new paper"
        assert "Not signed yet" in text(client.get(at("area", "dundee")))
        assert client.get(at("take-back", held.pk)).status_code == 404


class TestWriting:
    def test_a_round_begins_with_the_terms_of_the_national_list(self, client, elsewhere):
        client.force_login(elsewhere.people["coordinator"])
        add = at("round-add", partnership="elsewhere")
        page = text(client.get(add))
        for words in ('value="3"', 'value="12"', 'value="9"', "17 April 2015"):
            assert words in page
        sent = {
            "name": "Tayside round", "slot_months": ["9", "3"], "areas_per_slot": 3, "funded_years": 3,
            "areas_before": 3, "consultants_at_once": 6, "readiness_months": 2, "evidence_months": 2,
            "support_months": 12, "development_days": 2, **day("starts_on", date(2015, 4, 17)),
        }  # fmt: skip
        client.post(add, sent)
        held = Round.objects.get(partnership=elsewhere.partnership)
        assert (held.slot_months, queries.capacity_of(held).all) == ([9, 3], 21)
        edit = at("round-edit", held.slug, partnership="elsewhere")
        page = text(client.post(edit, {**sent, "support_months": 3, "revision": 1}))
        assert "before the evidence is in" in page
        client.post(edit, {**sent, "areas_per_slot": 2, "revision": 1})
        held.refresh_from_db()
        assert (held.areas_per_slot, held.revision) == (2, 2)

    def test_an_area_goes_its_way_through_forms(self, signed_in, world, tayside):
        client = signed_in()
        answer = client.post(at("area-add"), {"name": "Moray", **day("contacted_on", date(2015, 5, 1))})
        assert answer.url == at("area", "moray")
        site = Site.objects.get(slug="moray")
        sent = {
            "name": "Moray", "body": tayside.bodies["angus"].pk, "revision": 1,
            **day("contacted_on", date(2015, 5, 1)), **day("visited_on", date(2015, 5, 2)),
        }  # fmt: skip
        client.post(at("area-edit", "moray"), sent)
        refused = text(client.post(at("condition", "moray", "people"), {"met": "on", "evidence": ""}))
        assert "needs evidence" in refused
        for condition in world.lists.conditions:
            client.post(at("condition", "moray", condition.code), {"met": "on", "evidence": "Minute 4"})
        assert Readiness.objects.filter(site=site, met=True).count() == 3
        sign_all(tayside, Site.objects.get(pk=site.pk), world.lists)
        assert "Choose a slot" in text(client.get(at("area", "moray")))
        client.post(at("place-add", "september-2015"), {"site": site.pk, "call_off": "Call-off 1"})
        page = text(client.get(at("area", "moray")))
        assert "all signatures given, and it has a place in September 2015." in page
        site.refresh_from_db()
        client.post(at("start", "moray"), {**day("on", date(2015, 6, 1)), "revision": site.revision})
        assert "It started on 1 June 2015." in text(client.get(at("area", "moray")))
        client.post(at("element", "moray", "evidence"), {"state": "under-way", "note": "Survey in the field"})
        assert ElementStatus.objects.get(site=site).state == "under-way"
        assert "Survey in the field" in text(client.get(at("area", "moray")))

    def test_two_people_changing_an_area_see_both_versions_and_lose_nothing(self, signed_in, world):
        site = world.sites["angus"]
        actions.change_site(by=world.cast.actor("planner"), site=site, revision=1, manager_post="Their post")
        sent = {"name": "Angus", "manager_post": "My post", "revision": 1}
        page = text(signed_in().post(at("area-edit", "angus"), sent))
        assert "Planner of Tayside changed this while you were editing" in page
        assert "Their post" in page
        assert "My post" in page
        assert Site.objects.get(pk=site.pk).manager_post == "Their post"

    def test_seven_of_eight_are_refused_a_place_above_the_form(self, signed_in, world):
        page = text(
            signed_in().post(
                at("place-add", "september-2015"), {"site": world.sites["perth"].pk, "call_off": "Mine"}
            )
        )
        assert "7 of 8 signatures are given" in page
        assert "Mine" in page
        assert not Place.objects.exists()

    def test_a_tranche_is_planned_changed_and_a_place_given_up(self, signed_in, world):
        client = signed_in()
        sent = {"name": "Spring 2016", **day("slot_on", date(2016, 3, 1))}
        assert client.post(at("tranche-add"), sent).url == at("tranche", "spring-2016")
        page = text(client.post(at("tranche-add"), {"name": "May", **day("slot_on", date(2016, 5, 1))}))
        assert "no survey slot in May" in page
        client.post(at("tranche-edit", "spring-2016"), {**sent, "supplier": "One supplier", "revision": 1})
        one = Tranche.objects.get(slug="spring-2016")
        assert one.supplier == "One supplier"
        held = actions.give_place(by=world.cast.system, tranche=one, site=world.sites["dundee"])
        assert "another area can take it" in text(client.get(at("place-give-up", held.pk)))
        client.post(at("place-give-up", held.pk), {"revision": 1})
        assert not queries.places_now().exists()

    def test_training_is_planned_counted_and_unused_places_offered(self, signed_in, world, session):
        client = signed_in()
        sent = {"name": "Second day", "day": 2, "room_for": 20, **day("held_on", date(2016, 5, 1))}
        foci = [one.pk for one in world.lists.of("development-foci")]
        assert client.post(at("session-add"), {**sent, "foci": foci}).url == at("session", "second-day")
        client.post(
            at("session-edit", "second-day"), {**sent, "foci": foci[:1], "room_for": 30, "revision": 1}
        )
        assert Session.objects.get(slug="second-day").room_for == 30
        sector = world.lists.of("trained-sectors")[0]
        where = at("session", session.slug)
        client.post(f"{where}attendance/", {"sector": sector.pk, "post": "Accountant", "people": 4})
        assert Attendance.objects.get().people == 4
        client.post(f"{where}waiting/", {"area": "Moray", "people": 3})
        asked = Waiting.objects.get()
        assert "6 places are unused. Moray asked first, for three." in text(client.get(where))
        client.post(at("waiting-offer", asked.pk), {"sure": "on", "revision": 1})
        client.post(at("waiting-answer", asked.pk), {"state": "taken", "revision": 2})
        page = text(client.get(where))
        assert "3 places are unused." in page
        assert "Taken" in page
        page = text(client.get(at("training")))
        assert "from one of five sectors" in page
        assert "Moray" in page

    def test_benefits_roles_and_oversight_are_written_down(self, signed_in, world):
        client, slug = signed_in(), world.round.slug
        client.post(at("benefit", slug, "picture"), {"realised": "on", "evidence": "The map of services"})
        assert Benefit.objects.get().realised
        assert "One of six benefits has been achieved." in text(client.get(at("benefits")))
        client.post(at("holder-add", slug, "area-manager"), {"holder": "A manager"})
        held = RoleHolder.objects.get()
        client.post(at("holder-edit", held.pk), {"holder": "Another manager", "revision": 1})
        assert "Another manager" in text(client.get(at("people")))
        group = groups.create_group(by=world.cast.system, name="Steerers", kind="advisory", life="limited")
        client.post(at("oversight", slug, "steering-group"), {"group": group.pk})
        assert Oversight.objects.get().group == group
        assert "Steerers" in text(client.get(at("people")))

    def test_prg_07_10_and_11_what_came_before_and_who_was_lent_is_kept(self, signed_in, world):
        client = signed_in()
        sent = {"name": "Evidence2Success", "led_by": "SRU", "areas": "Renfrewshire\nPerth and Kinross"}
        client.post(at("earlier-add"), sent)
        one = EarlierWork.objects.get()
        assert one.areas == ["Renfrewshire", "Perth and Kinross"]
        client.post(at("earlier-edit", one.pk), {**sent, "when": "before 2015", "revision": 1})
        sent = {
            "post": "Senior civil servant", "direction": "inward", "lent_by": "Scottish Government",
            "works_with": "The directors", "purpose": "Challenge", "state": "ended", "recommendations": 34,
            "outputs": "Strategic report and action plan", **day("starts_on", date(2017, 2, 1)),
            **day("ends_on", date(2017, 6, 30)),
        }  # fmt: skip
        client.post(at("secondment-add"), sent)
        lent = Secondment.objects.get()
        client.post(
            at("secondment-edit", lent.pk), {**sent, "accepted_by": "the Strategic Group", "revision": 1}
        )
        page = text(client.get(at("before")))
        for words in (
            "before 2015", "Two areas took part", "1 February 2017 to 30 June 2017", "Strategic report and action plan",
            "34 recommendations, accepted by the Strategic Group",
        ):  # fmt: skip
            assert words in page


class TestDoors:
    def test_a_reader_changes_nothing_and_learns_who_can_help(self, signed_in, world):
        client = signed_in("reader")
        for name, args in (
            ("round-add", ()), ("area-add", ()), ("area-edit", ("angus",)), ("condition", ("angus", "people")),
            ("start", ("angus",)), ("tranche-add", ()), ("session-add", ()), ("secondment-add", ()),
            ("benefit", ("round-of-2015", "picture")),
        ):  # fmt: skip
            answer = client.get(at(name, *args))
            assert answer.status_code == 403, name
            assert "coordinator" in text(answer)

    def test_a_record_is_not_found_under_another_partnership(self, client, world, elsewhere):
        client.force_login(elsewhere.people["coordinator"])
        for name, args in (
            ("area", ("angus",)), ("tranche", ("september-2015",)), ("area-edit", ("angus",)),
            ("round-edit", ("round-of-2015",)), ("benefit", ("round-of-2015", "picture")),
        ):  # fmt: skip
            assert client.get(at(name, *args, partnership="elsewhere")).status_code == 404, name

    def test_an_entry_that_is_not_on_the_list_is_no_page(self, signed_in, world):
        assert signed_in().get(at("condition", "angus", "nonsense")).status_code == 404

    def test_there_is_nothing_to_add_to_before_a_round_begins(self, client, elsewhere):
        client.force_login(elsewhere.people["coordinator"])
        assert client.get(at("area-add", partnership="elsewhere")).status_code == 404
