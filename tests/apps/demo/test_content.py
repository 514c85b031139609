"""The demonstration data holds what the public documents hold, hangs together, and says what is invented."""

import statistics

import pytest

from tests.apps.demo.reading import by, load, roles

ROLES = roles()
ORGANISATIONS = by("slug", load("partnership")["organisation"])
PEOPLE = by("slug", load("people")["person"])
GROUPS = by("slug", load("groups")["group"])


def holders(permission: str) -> set[str]:
    """The roles that have a permission."""
    return {r["slug"] for r in ROLES["role"] if permission in r["permissions"]}


class TestRoles:
    def test_there_are_fourteen_roles_each_described_in_a_sentence(self):
        assert len(ROLES["role"]) == len({r["slug"] for r in ROLES["role"]}) == 14
        assert all(r["description"].endswith(".") for r in ROLES["role"])

    def test_every_permission_is_in_the_vocabulary_and_used_by_someone(self):
        vocabulary = [p["code"] for p in ROLES["permission"]]
        assert len(vocabulary) == len(set(vocabulary)) == 53
        used = [p for r in ROLES["role"] for p in r["permissions"]]
        assert set(used) == set(vocabulary)

    def test_no_role_lists_a_permission_twice(self):
        assert all(len(r["permissions"]) == len(set(r["permissions"])) for r in ROLES["role"])

    def test_everyone_sees_the_shared_pages(self):
        for permission in (
            "partnership.view",
            "groups.view",
            "frameworks.view",
            "plans.view",
            "dashboards.view",
        ):
            assert len(holders(permission)) == 14, permission

    @pytest.mark.parametrize(
        ("permission", "roles"),
        [
            ("surveys.view", {"coordinator", "analyst", "output-checker"}),
            ("audit.view", {"coordinator", "partnership-administrator"}),
            ("release.check", {"output-checker"}),
            ("people.manage", {"partnership-administrator"}),
            ("decisions.record", {"coordinator", "committee-officer"}),
        ],
    )
    def test_sensitive_permissions_are_held_by_few(self, permission, roles):
        assert holders(permission) == roles

    def test_asking_checking_and_publishing_a_release_are_three_roles(self):
        steps = [holders(f"release.{step}") for step in ("request", "check", "publish")]
        assert all(steps)
        assert sum(len(step) for step in steps) == len(set.union(*steps)), "no role holds two of the steps"

    def test_readers_change_nothing_and_decision_makers_only_sign_for_themselves(self):
        changes = {
            role["slug"]: {p for p in role["permissions"] if not p.endswith(".view")}
            for role in ROLES["role"]
        }
        assert changes["reader"] == set()
        assert changes["decision-maker"] == {"programme.sign"}

    def test_whoever_edits_a_room_can_see_it(self):
        rooms = {p["code"].split(".")[0] for p in ROLES["permission"] if p["code"].endswith(".view")}
        for role in ROLES["role"]:
            for room, _ in (p.split(".") for p in role["permissions"]):
                assert room not in rooms or f"{room}.view" in role["permissions"], (role["slug"], room)


class TestPartnershipAndPeople:
    def test_the_three_councils_and_the_health_board_lead(self):
        leading = {s: o.get("gss_code") for s, o in ORGANISATIONS.items() if o.get("leads_planning")}
        assert leading == {
            "angus-council": "S12000041",
            "dundee-city-council": "S12000042",
            "perth-and-kinross-council": "S12000048",
            "nhs-tayside": "S08000030",
        }

    def test_childrens_services_are_not_delegated_to_any_integration_joint_board(self):
        boards = [o for o in ORGANISATIONS.values() if o["kind"] == "integration-joint-board"]
        assert len(boards) == 3
        assert not any(o["childrens_services_delegated"] for o in boards)

    def test_every_organisation_has_a_source_or_is_invented(self):
        assert all(o.get("source") or o.get("invented") for o in ORGANISATIONS.values())
        assert all(o.get("invented") for o in ORGANISATIONS.values() if o["kind"].startswith("third-sector"))

    def test_each_role_has_one_main_account(self):
        mains = [p["role"] for p in PEOPLE.values() if p["main"]]
        assert sorted(mains) == sorted(r["slug"] for r in ROLES["role"])

    def test_two_people_can_check_a_release(self):
        assert sum(p["role"] == "output-checker" for p in PEOPLE.values()) == 2

    def test_people_are_invented_belong_somewhere_and_cannot_be_written_to(self):
        assert load("people")["invented"] is True
        emails = [p["email"] for p in PEOPLE.values()]
        assert len(set(emails)) == len(emails)
        assert all(e.endswith("@demo.example") for e in emails)
        assert {p["organisation"] for p in PEOPLE.values()} <= set(ORGANISATIONS)


class TestGroups:
    def test_there_are_seventeen_groups_and_two_undecided(self):
        assert sum(g["status"] == "active" for g in GROUPS.values()) == 17
        undecided = {g["slug"] for g in GROUPS.values() if g["status"] == "undecided"}
        assert undecided == {"advisory-function", "priority-6-transitions"}

    def test_kinds_of_group_add_up(self):
        active = [g["type"] for g in GROUPS.values() if g["status"] == "active"]
        assert {t: active.count(t) for t in set(active)} == {
            "strategic": 1,
            "directors": 1,
            "communications": 1,
            "performance": 1,
            "priority": 5,
            "reform-delivery": 8,
        }
        phases = [g["phase"] for g in GROUPS.values() if g["type"] == "reform-delivery"]
        assert (phases.count(1), phases.count(2)) == (2, 6)

    def test_every_active_group_but_the_top_reports_to_one_and_there_is_no_ring(self):
        tops = [s for s, g in GROUPS.items() if "reports_to" not in g and g["status"] == "active"]
        assert tops == ["strategic-group"]
        for slug in GROUPS:
            seen = [slug]
            while "reports_to" in GROUPS[seen[-1]]:
                seen.append(GROUPS[seen[-1]]["reports_to"])
                assert len(seen) <= 4, seen
            assert seen[-1] in {"strategic-group", "advisory-function"}

    def test_purposes_are_as_many_as_the_source_gives(self):
        counts = {s: len(GROUPS[s]["purposes"]) for s in ("strategic-group", "directors-group")}
        assert counts == {"strategic-group": 4, "directors-group": 5}

    def test_the_aliases_that_the_source_mixes_up_are_kept(self):
        aliases = {t["slug"]: t.get("aliases", []) for t in load("groups")["type"]}
        assert "Delivery Reform Group" in aliases["reform-delivery"]
        assert "Pre-birth and Early Learning" in GROUPS["priority-1-early-years"]["aliases"]

    def test_seats_name_real_organisations_and_known_people(self):
        for group in GROUPS.values():
            for seat in group.get("seat", []):
                assert seat["organisation"] in ORGANISATIONS
                assert seat.get("person") is None or seat["person"] in PEOPLE
                assert seat["kind"] in {"core", "optional", "proposed"} or seat["invented"]

    def test_each_priority_group_has_a_sponsor_and_only_the_fifth_lacks_a_lead(self):
        priority = [g for g in GROUPS.values() if g["type"] == "priority" and g["status"] == "active"]
        sponsors = [s["person"] for g in priority for s in g["seat"] if s["kind"] == "senior-sponsor"]
        leads = [s.get("person") for g in priority for s in g["seat"] if s["kind"] == "lead-official"]
        assert len(sponsors) == len(leads) == 5
        assert len(set(sponsors)) == 4, "five priorities, four directors: one sponsors two"
        assert [i + 1 for i, lead in enumerate(leads) if lead is None] == [5]

    def test_each_communications_seat_is_paired_with_a_sponsor_of_its_own_organisation(self):
        for seat in GROUPS["communications-group"]["seat"]:
            assert PEOPLE[seat["paired_with"]]["organisation"] == seat["organisation"]


class TestPriorities:
    DATA = load("priorities")

    def test_five_priorities_hold_thirty_commitments(self):
        owners = [c["priority"] for c in self.DATA["commitment"]]
        assert [owners.count(f"P{n}") for n in range(1, 6)] == [7, 6, 5, 6, 6]

    def test_priority_four_keeps_both_of_its_wordings(self):
        fourth = self.DATA["priority"][3]["wording"]
        assert len(fourth) == 2
        assert ["particular" in w["text"] for w in fourth] == [True, False]
        assert all(w["quotation"] for w in fourth)

    def test_the_parenting_strategy_is_marked_as_promised_twice(self):
        twins = {c["code"]: c["duplicate_of"] for c in self.DATA["commitment"] if "duplicate_of" in c}
        assert twins == {"P1-5": "P3-1", "P3-1": "P1-5"}

    def test_four_of_the_five_health_commitments_are_strategies_to_write(self):
        third = [c for c in self.DATA["commitment"] if c["priority"] == "P3"]
        assert sum(c["strategy"] for c in third) == 4

    def test_the_printed_slip_is_kept_beside_its_reading(self):
        slips = [c["anomaly"] for c in self.DATA["commitment"] if "anomaly" in c]
        assert [s["printed"] for s in slips] == ["as they transition to childhood"]

    def test_four_of_five_priorities_centre_on_prevention(self):
        assert sum(p["preventive_focus"] for p in self.DATA["priority"]) == 4

    def test_groups_and_priorities_point_at_each_other(self):
        for priority in self.DATA["priority"]:
            assert GROUPS[priority["group"]]["priority"] == priority["code"]

    def test_the_run_of_waiting_times_has_the_median_that_its_baseline_says(self):
        waits = next(i for i in self.DATA["indicator"] if i["slug"] == "weeks-to-first-support")
        values = waits["series"][0]["values"]
        assert len(values) == 19
        assert statistics.median(values[:12]) == waits["baseline"]["value"]

    def test_the_thread_of_priority_three_is_whole_and_one_action_is_weak_on_purpose(self):
        action, weak = self.DATA["action"]
        assert all(action["smart"].values())
        assert action["lead_person"] in PEOPLE
        assert weak["weak_on_purpose"]
        assert not {"finish", "money", "indicators", "lead_person"} & set(weak)
