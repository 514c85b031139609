"""One person alone makes nothing public; what is public is frozen; and what is withdrawn says so."""

from datetime import timedelta

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import actions, queries, rules
from realign.foundations.publishing.models import PublicBefore, PublicVersion
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.registers.gaps import actions as gaps
from realign.registers.services import actions as services
from realign.registers.services.public_records import SERVICE
from tests.apps.foundations.publishing.worlds import TODAY, draft_of, publish, written
from tests.support.cast import NOON, assemble
from tests.support.publishing import publish_all

pytestmark = pytest.mark.django_db


class TestASecondPerson:
    def test_publishes_what_another_wrote(self, tayside):
        service = written(tayside)
        version = publish(tayside.actor("coordinator"), service)
        assert version.stands
        assert version.published_by == tayside.people["coordinator"]
        assert list(version.writers.all()) == [tayside.people["commissioner"]]
        assert [event.verb for event in audit.history("tayside", version)] == ["published"]

    def test_is_not_whoever_wrote_it(self, tayside):
        service = written(tayside)
        with pytest.raises(Refusal, match="You wrote this"):
            publish(tayside.actor("commissioner"), service)
        assert not PublicVersion.objects.exists()

    def test_is_not_whoever_mended_a_word_of_it(self, tayside):
        service = written(tayside)
        services.change_service(
            by=tayside.actor("coordinator"), service=service, revision=1, summary="A place to go."
        )
        with pytest.raises(Refusal, match="You wrote this"):
            publish(tayside.actor("coordinator"), service)

    def test_is_a_person(self, tayside):
        with pytest.raises(Refusal, match="A person publishes"):
            publish(tayside.system, written(tayside))

    @pytest.mark.parametrize("role", ["reader", "analyst", "partnership-administrator"])
    def test_has_a_role_that_writes_such_records(self, tayside, role):
        with pytest.raises(Refusal, match="does not include this"):
            publish(tayside.actor(role), written(tayside))

    def test_is_of_this_partnership(self, tayside, elsewhere):
        service = written(tayside)
        fingerprint = draft_of(service).fingerprint
        with pytest.raises(Refusal, match="There is no service here"):
            publish(elsewhere.actor("coordinator"), service, fingerprint=fingerprint)

    def test_publishes_what_they_read(self, tayside):
        service = written(tayside)
        read = draft_of(service).fingerprint
        services.change_service(
            by=tayside.actor("commissioner"), service=service, revision=1, summary="Other words."
        )
        with pytest.raises(Refusal, match="changed while you were reading"):
            publish(tayside.actor("coordinator"), service, fingerprint=read)

    def test_has_written_nothing_again_once_it_is_published(self, tayside):
        service = written(tayside)
        publish(tayside.actor("coordinator"), service)
        services.change_service(
            by=tayside.actor("coordinator"), service=service, revision=1, summary="Other words."
        )
        version = publish(tayside.actor("commissioner"), service)
        assert (version.number, version.content["summary"]) == (2, "Other words.")


class TestAVersion:
    def test_stays_as_it_was_while_a_change_waits_and_is_replaced_by_the_next(self, tayside):
        service = written(tayside)
        first = publish(tayside.actor("coordinator"), service)
        services.change_service(
            by=tayside.actor("commissioner"), service=service, revision=1, summary="Other words."
        )
        (standing,) = queries.standing(tayside.partnership, "service")
        assert standing.content["summary"] == "A place to go after school."
        publish(tayside.actor("coordinator"), service)
        (standing,) = queries.standing(tayside.partnership, "service")
        assert standing.content["summary"] == "Other words."
        first.refresh_from_db()
        assert first.state == PublicVersion.State.REPLACED

    def test_is_not_published_twice(self, tayside):
        service = written(tayside)
        publish(tayside.actor("coordinator"), service)
        with pytest.raises(Refusal, match="public already"):
            publish(tayside.actor("third-sector-representative"), service)

    def test_is_frozen(self, tayside):
        version = publish(tayside.actor("coordinator"), written(tayside))
        version.content = {**version.content, "summary": "Rewritten."}
        with pytest.raises(ValueError, match="frozen"):
            version.save()

    def test_that_is_withdrawn_leaves_the_day_and_the_reason(self, tayside):
        service = written(tayside)
        version = publish(tayside.actor("coordinator"), service)
        actions.withdraw_version(
            by=tayside.actor("coordinator"), version=version, revision=1, reason="The hub has moved."
        )
        assert queries.standing(tayside.partnership, "service") == []
        assert rules.how_withdrawn(version) == "Withdrawn on 20 November 2026. The hub has moved."
        assert not draft_of(service).waits

    def test_that_is_withdrawn_is_not_brought_back_by_its_writer(self, tayside):
        service = written(tayside)
        version = publish(tayside.actor("coordinator"), service)
        actions.withdraw_version(
            by=tayside.actor("coordinator"), version=version, revision=1, reason="The hub has moved."
        )
        with pytest.raises(Refusal, match="You wrote this"):
            publish(tayside.actor("commissioner"), service)
        assert publish(tayside.actor("third-sector-representative"), service).number == 2

    def test_that_is_withdrawn_is_not_brought_back_by_whoever_wrote_most_of_it(self, tayside):
        service = written(tayside)
        publish(tayside.actor("coordinator"), service)
        services.change_service(
            by=tayside.actor("third-sector-representative"), service=service, revision=1, target="Everybody."
        )
        second = publish(tayside.actor("coordinator"), service)
        actions.withdraw_version(
            by=tayside.actor("coordinator"), version=second, revision=1, reason="The hub has moved."
        )
        for role in ("commissioner", "third-sector-representative"):
            with pytest.raises(Refusal, match="You wrote this"):
                publish(tayside.actor(role), service)
        assert publish(tayside.actor("coordinator"), service).number == 3

    @pytest.mark.parametrize(
        "reason", ["", "  ", "Two of three children were named.", "Mrs Robertson asked."]
    )
    def test_is_withdrawn_with_a_reason_that_everybody_may_read(self, tayside, reason):
        version = publish(tayside.actor("coordinator"), written(tayside))
        with pytest.raises(Refusal):
            actions.withdraw_version(
                by=tayside.actor("coordinator"), version=version, revision=1, reason=reason
            )
        version.refresh_from_db()
        assert version.stands


class TestWhatEnds:
    """One person takes down what has ended; nobody puts it back alone."""

    def test_a_gap_that_is_opened_again_waits_for_a_second_person(self, tayside):
        gap = _published_gap(tayside)
        by = tayside.actor("planner")
        gaps.close_gap(by=by, gap=gap, revision=1, ending="accepted", reason="It costs too much")
        (version,) = queries.versions(tayside.partnership, "gap")
        assert rules.how_withdrawn(version).endswith("It was closed, or only members read it now.")
        gaps.reopen_gap(by=by, gap=gap, revision=2, reason="The question is free now")
        gaps.change_gap(by=by, gap=gap, revision=3, fix="Ask the schools")
        gaps.change_gap(by=by, gap=gap, revision=4, fix="")
        _waits_for_another(tayside, "gap", gap, by)

    def test_a_gap_that_was_for_members_waits_for_a_second_person(self, tayside):
        gap = _published_gap(tayside)
        by = tayside.actor("planner")
        gaps.change_gap(by=by, gap=gap, revision=1, is_public=False)
        gaps.change_gap(by=by, gap=gap, revision=2, is_public=True)
        _waits_for_another(tayside, "gap", gap, by)

    def test_a_gap_that_was_closed_before_versions_ended_with_it_waits_too(self, tayside):
        gap = _published_gap(tayside)
        by = tayside.actor("planner")
        type(gap).objects.update(ending="accepted", ended_on=NOON.date(), ended_because="It costs too much")
        gap.refresh_from_db()
        gaps.reopen_gap(by=by, gap=gap, revision=1, reason="The question is free now")
        _waits_for_another(tayside, "gap", gap, by)

    def test_a_service_whose_start_moves_waits_for_a_second_person(self, tayside):
        service = written(tayside)
        publish(tayside.actor("coordinator"), service)
        by = tayside.actor("commissioner")
        day = NOON.date() + timedelta(days=30)
        services.change_service(by=by, service=service, revision=1, starts_on=day)
        assert queries.standing(tayside.partnership, "service") == []
        services.change_service(by=by, service=service, revision=2, starts_on=None)
        _waits_for_another(tayside, "service", service, by)

    def test_a_service_that_has_ended_leaves_a_note(self, tayside):
        service = written(tayside)
        publish(tayside.actor("coordinator"), service)
        by, today = tayside.actor("commissioner"), NOON.date()
        services.end_service(by=by, service=service, revision=1, on=today, reason="No money for it")
        (version,) = queries.versions(tayside.partnership, "service")
        assert rules.how_withdrawn(version).endswith("The service has ended, or has not begun.")

    def test_what_still_runs_stays(self, tayside):
        version = publish(tayside.actor("coordinator"), written(tayside))
        actions.withdraw_ended(by=tayside.actor("commissioner"), slug="service", key=version.key)
        assert queries.standing(tayside.partnership, "service") == [version]


def _published_gap(tayside):
    """A gap that the analyst recorded and another person published."""
    gap = gaps.create_gap(
        by=tayside.actor("analyst"), title="Who waits longest", kind="not-collected", is_public=True,
        effect="Nobody sees who waits too long.", owner=tayside.people["planner"],
    )  # fmt: skip
    publish_all(tayside.partnership, "gap")
    assert len(queries.standing(tayside.partnership, "gap")) == 1
    return gap


def _waits_for_another(tayside, slug, record, writer):
    """Nothing of it is public until somebody who did not write it, and did not open it again, publishes it."""
    assert queries.standing(tayside.partnership, slug) == []
    kind = PUBLIC_RECORDS.get(slug)
    draft = queries.draft_of(tayside.partnership, kind, str(record.pk), TODAY)
    assert draft.waits
    assert writer.user_id in draft.writers
    with pytest.raises(Refusal, match="You wrote this"):
        actions.publish_draft(by=writer, kind=kind, key=draft.key, fingerprint=draft.fingerprint)
    (version,) = publish_all(tayside.partnership, slug)
    assert (version.stands, version.number) == (True, 2)


class TestAtTheDoor:
    @pytest.mark.parametrize(
        "summary",
        [
            "It helped two of three children in Kirriemuir.",
            "Ask Commissioner of Tayside for a place.",
            "One mother says “nobody ever asked me what I needed before”.",
        ],
    )
    def test_what_could_name_somebody_needs_a_reason_on_record(self, tayside, summary):
        service = written(tayside, summary=summary)
        with pytest.raises(Refusal, match="Somebody could be recognised"):
            publish(tayside.actor("coordinator"), service, reason="  ")
        version = publish(tayside.actor("coordinator"), service, reason="She agreed in writing.")
        assert version.reason == "She agreed in writing."
        assert version.noticed

    def test_what_stands_in_a_label_is_looked_at_too(self):
        lines = [("Option: a house for three children", "Turned down."), ("Name", "Youth hub")]
        assert [item.words for item in rules.noticed_in(lines, [])] == ["three children"]

    def test_nothing_is_asked_where_nothing_is_noticed(self, tayside):
        assert publish(tayside.actor("coordinator"), written(tayside)).noticed == []


class TestADraft:
    def test_that_is_returned_waits_again_once_it_is_changed(self, tayside):
        service = written(tayside)
        actions.return_draft(
            by=tayside.actor("coordinator"),
            kind=SERVICE,
            key=str(service.pk),
            fingerprint=draft_of(service).fingerprint,
            because="Say where it is.",
        )
        returned = draft_of(service)
        assert (returned.waits, returned.returned.because) == (False, "Say where it is.")
        services.change_service(
            by=tayside.actor("commissioner"), service=service, revision=1, summary="In Lochee."
        )
        assert draft_of(service).waits

    def test_is_not_returned_by_its_writer_or_without_a_reason(self, tayside):
        service = written(tayside)
        said = {"kind": SERVICE, "key": str(service.pk), "fingerprint": draft_of(service).fingerprint}
        with pytest.raises(Refusal, match="You wrote this"):
            actions.return_draft(by=tayside.actor("commissioner"), because="No.", **said)
        with pytest.raises(Refusal, match="needs a reason"):
            actions.return_draft(by=tayside.actor("coordinator"), because=" ", **said)

    def test_is_read_with_the_same_queries_however_many_wait(self, tayside, django_assert_num_queries):
        written(tayside)
        on = NOON.date()
        with django_assert_num_queries(6):
            queries.drafts(tayside.partnership, on, [SERVICE])
        for number in range(5):
            written(tayside, name=f"Hub {number}")
        with django_assert_num_queries(6):
            assert len(queries.drafts(tayside.partnership, on, [SERVICE])) == 6


class TestAnUpgrade:
    def test_keeps_what_was_public_with_nobody_named_and_only_once(self, tayside):
        service = written(tayside)
        PublicBefore.objects.create(partnership=tayside.partnership, at=NOON)
        load_reference_lists(by=Registrar(NOON))
        (version,) = queries.standing(tayside.partnership, "service")
        assert (version.before_rule, version.published_by) == (True, None)
        assert "no check of it is on record" in rules.how_published(version)
        services.create_service(
            by=tayside.actor("commissioner"), name="Another", summary="x", tier="universal",
            provider=service.provider,
        )  # fmt: skip
        before = PublicBefore.objects.get()
        assert before.kinds == [kind.slug for kind in PUBLIC_RECORDS.all()]
        assert actions.adopt_published(by=tayside.system, before=before) == 0

    def test_keeps_nothing_that_its_writer_could_bring_back_after_it_was_withdrawn(self, tayside):
        service = written(tayside)
        PublicBefore.objects.create(partnership=tayside.partnership, at=NOON)
        load_reference_lists(by=Registrar(NOON))
        (version,) = queries.standing(tayside.partnership, "service")
        actions.withdraw_version(
            by=tayside.actor("coordinator"), version=version, revision=1, reason="The hub has moved."
        )
        with pytest.raises(Refusal, match="You wrote this"):
            publish(tayside.actor("commissioner"), service)

    def test_keeps_nothing_of_a_partnership_that_came_later(self, tayside):
        written(tayside)
        load_reference_lists(by=Registrar(NOON + timedelta(days=1)))
        assert not PublicVersion.objects.exists()

    def test_is_no_way_round_for_a_person_or_for_another_partnership(self, tayside):
        before = PublicBefore.objects.create(partnership=tayside.partnership, at=NOON)
        for by in (tayside.actor("coordinator"), assemble("third", "Third").system):
            with pytest.raises(Refusal, match="Only an upgrade"):
                actions.adopt_published(by=by, before=before)


def test_readers_are_told_no_more_than_is_on_record(tayside):
    checked = publish(tayside.actor("coordinator"), written(tayside))
    kept = PublicVersion(before_rule=True, published_at=NOON, number=1)
    assert (
        rules.how_all_published([checked])
        == "Everything here was published by a person who did not write it."
    )
    assert "no check of it is on record" in rules.how_all_published([kept])
    assert "1 of the 2 entries: that one was public" in rules.how_all_published([checked, kept])
    assert "2 of the 3 entries: those were public" in rules.how_all_published([checked, kept, kept])
    assert rules.how_all_published([]) == ""
