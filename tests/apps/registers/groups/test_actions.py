"""Setting up, changing and ending groups and seats: the result, the event, and nothing on refusal."""

from datetime import date

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.groups import actions
from realign.registers.groups.models import Group, Seat, Tenure
from tests.apps.registers.groups.worlds import build, seat


def last(cast):
    """The newest event of a partnership."""
    return audit.events(cast.partnership.slug).first()


class TestGroups:
    def test_a_group_is_set_up_with_its_lines_and_an_event(self, structure):
        group = structure["early"]
        assert (group.slug, group.reports_to.slug) == ("pre-birth-early-years", "directors-group")
        assert [one.slug for one in group.supported_by.all()] == ["performance-sub-group"]
        assert group.revision == 1
        verbs = [event.verb for event in audit.history("tayside", group)]
        assert verbs == ["set up"]

    def test_those_who_may_not_are_refused_and_nothing_happens(self, tayside):
        before = audit.events("tayside").count()
        with pytest.raises(Refusal, match="does not include this"):
            actions.create_group(by=tayside.actor("reader"), name="Mine", kind="reform", life="plan")
        assert not Group.objects.exists()
        assert audit.events("tayside").count() == before

    def test_a_second_top_is_refused_and_nothing_happens(self, structure, tayside):
        before = audit.events("tayside").count()
        with pytest.raises(Refusal, match="already at the top"):
            actions.create_group(by=tayside.system, name="Another", kind="reform", life="plan")
        assert not Group.objects.filter(name="Another").exists()
        assert audit.events("tayside").count() == before

    def test_a_renamed_group_still_answers_to_its_old_name(self, structure, tayside):
        group = structure["early"]
        actions.change_group(by=tayside.actor("coordinator"), group=group, revision=1, name="The Early Years")
        assert structure["early"].aliases == ["Pre-Birth & Early Years"]
        assert last(tayside).detail["changes"]["name"] == ["Pre-Birth & Early Years", "The Early Years"]

    def test_a_ring_is_refused(self, structure, tayside):
        with pytest.raises(Refusal, match="in a circle"):
            actions.change_group(
                by=tayside.system, group=structure["strategic"], revision=1, reports_to=structure["early"]
            )
        assert structure["strategic"].reports_to is None

    def test_of_two_people_the_second_is_told_even_when_only_the_dotted_lines_changed(
        self, structure, tayside
    ):
        group, revision = structure["early"], structure["early"].revision
        actions.change_group(
            by=tayside.actor("coordinator"),
            group=group,
            revision=revision,
            supported_by=[structure["commissioning"]],
        )
        with pytest.raises(ChangedMeanwhile, match="Coordinator of Tayside changed this"):
            actions.change_group(by=tayside.system, group=structure["early"], revision=revision, note="Mine")
        assert structure["early"].note == ""

    def test_a_group_does_not_support_itself(self, structure, tayside):
        group = structure["early"]
        with pytest.raises(Refusal, match="cannot be linked to itself"):
            actions.change_group(by=tayside.system, group=group, revision=1, supported_by=[group])

    def test_saving_without_a_change_leaves_no_event(self, structure, tayside):
        group, before = structure["early"], audit.events("tayside").count()
        actions.change_group(
            by=tayside.system,
            group=group,
            revision=group.revision,
            name=group.name,
            supported_by=[structure["performance"]],
        )
        assert audit.events("tayside").count() == before
        assert structure["early"].revision == group.revision

    def test_a_group_ends_only_when_none_reports_to_it(self, structure, tayside):
        with pytest.raises(Refusal, match="still report"):
            actions.end_group(by=tayside.system, group=structure["directors"], revision=1)
        actions.end_group(by=tayside.system, group=structure["commissioning"], revision=1)
        assert structure["commissioning"].status == Group.Status.ENDED
        assert last(tayside).verb == "ended"

    def test_a_group_of_another_partnership_cannot_be_reported_to(self, structure, elsewhere):
        theirs = build(elsewhere)["strategic"]
        with pytest.raises(Refusal, match="another partnership"):
            actions.change_group(
                by=structure.cast.system, group=structure["early"], revision=1, reports_to=theirs
            )

    def test_a_stranger_cannot_change_it(self, structure, elsewhere):
        with pytest.raises(Group.DoesNotExist):
            actions.change_group(by=elsewhere.system, group=structure["early"], revision=1, note="Ours now")
        with pytest.raises(Refusal, match="another partnership"):
            actions.create_seat(by=elsewhere.system, group=structure["early"], post="Spy")


class TestSeats:
    def test_a_seat_is_filled_emptied_and_filled_again_and_remembers(self, structure, tayside):
        by = tayside.actor("coordinator")
        one = seat(structure, "early", "angus", role="sponsor")
        actions.fill_seat(by=by, seat=one, holder=" Ann Black ", on=date(2025, 1, 1), revision=1)
        actions.vacate_seat(by=by, seat=one, on=date(2025, 12, 31), revision=2)
        actions.fill_seat(by=by, seat=one, holder="Morag Reid", on=date(2026, 2, 1), revision=3)
        held = Seat.objects.get()
        assert held.holder == "Morag Reid"
        assert [(t.holder, t.starts_on, t.ends_on) for t in held.tenures.all()] == [
            ("Morag Reid", date(2026, 2, 1), None),
            ("Ann Black", date(2025, 1, 1), date(2025, 12, 31)),
        ]
        verbs = [event.verb for event in audit.history("tayside", held)]
        assert verbs == ["filled", "emptied", "filled", "added"]

    def test_a_seat_filled_from_the_start_has_its_tenure(self, structure):
        one = seat(structure, "early", "angus", holder="Ann Black", since=date(2025, 1, 1))
        assert one.tenures.get().starts_on == date(2025, 1, 1)

    def test_two_people_cannot_fill_one_seat(self, structure, tayside):
        one = seat(structure, "early", "angus")
        stale = Seat.objects.get(pk=one.pk)
        actions.fill_seat(by=tayside.system, seat=one, holder="Ann Black", on=date(2025, 1, 1), revision=1)
        with pytest.raises(ChangedMeanwhile):
            actions.fill_seat(by=tayside.system, seat=stale, holder="Bea", on=date(2025, 1, 1), revision=1)
        assert Tenure.objects.get().holder == "Ann Black"

    def test_an_ended_seat_closes_the_tenure(self, structure, tayside):
        one = seat(structure, "early", "angus", holder="Ann Black")
        actions.end_seat(by=tayside.system, seat=one, on=date(2026, 3, 31), revision=1)
        assert Tenure.objects.get().ends_on == date(2026, 3, 31)
        with pytest.raises(Refusal, match="ended on 31 March 2026"):
            actions.end_seat(by=tayside.system, seat=one, on=date(2026, 4, 1), revision=2)

    def test_communications_seats_pair_within_one_organisation(self, structure):
        sponsor = seat(structure, "early", "angus", role="sponsor")
        assert seat(structure, "performance", "angus", paired_with=sponsor).paired_with == sponsor
        with pytest.raises(Refusal, match="another organisation"):
            seat(structure, "performance", "dundee", paired_with=sponsor)

    def test_those_who_may_not_change_no_seat(self, structure, tayside):
        one = seat(structure, "early", "angus", holder="Ann Black")
        with pytest.raises(Refusal):
            actions.vacate_seat(by=tayside.actor("analyst"), seat=one, on=date(2026, 1, 1), revision=1)
        assert Seat.objects.get().holder == "Ann Black"
