"""What one person writes is not public before another has released it: by pages, by the open data, and by everything
that may rest on it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.evidence import actions, queries, rules
from realign.registers.evidence.gap_concerns import findings as offered_to_gaps
from realign.registers.evidence.models import Finding, Release
from tests.apps.registers.evidence.tables import means
from tests.support.evidence import released_finding

WORDS = {"slug": "one", "sentence": "Waits are long.", "strength": "fair", "source": "Talks with families"}
NEW = "Waits are longer than a year."


def at(name, *args):
    return reverse(f"evidence:{name}", args=["tayside", *args])


def typed(**values):
    """What the form of a finding sends."""
    return {key: value for key, value in (WORDS | values).items() if value is not None}


@pytest.fixture
def visit(client, tayside):
    """A browser of somebody with this role; of a visitor without one."""

    def as_(role=""):
        client.logout()
        if role:
            client.force_login(tayside.people[role])
        return client

    return as_


@pytest.fixture
def draft(tayside):
    return actions.create_finding(by=tayside.actor("analyst"), **WORDS)


@pytest.fixture
def released(tayside):
    return released_finding(tayside, **WORDS)


@pytest.fixture
def change(tayside, released):
    """A released finding, and the analyst’s change to it, which waits."""
    return actions.change_finding(
        by=tayside.actor("analyst"), finding=released, revision=released.revision, sentence=NEW
    )


def release(cast, finding, role="planner"):
    finding.refresh_from_db()
    return actions.release_finding(by=cast.actor(role), finding=finding, revision=finding.revision)


def everything_public(client):
    """All that a visitor and a programme get to see of findings."""
    pages = (
        at("library"),
        f"{at('library')}?format=csv",
        reverse("api:findings", args=["tayside"]),
        reverse("gaps:public", args=["tayside"]),
    )
    texts = []
    for page in pages:
        answer = client.get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        texts.append(body.decode())
    return " ".join(texts)


class TestByPages:
    def test_what_is_written_is_not_public(self, visit, draft):
        client = visit()
        assert client.get(at("finding", "one")).status_code == 404
        assert client.get(reverse("api:finding", args=["tayside", "one"])).status_code == 404
        assert WORDS["sentence"] not in everything_public(client)

    def test_a_stranger_who_is_signed_in_finds_nothing_either(self, client, draft, elsewhere):
        client.force_login(elsewhere.people["analyst"])
        assert client.get(at("finding", "one")).status_code == 404

    def test_members_see_it_and_are_told_that_it_waits(self, visit, draft):
        page = visit("reader").get(at("finding", "one")).content.decode()
        assert WORDS["sentence"] in page
        assert "This finding is waiting for release" in page
        assert "Review and release" not in page, "a reader may not release"
        assert "Review and release" in visit("planner").get(at("finding", "one")).content.decode()

    def test_the_writer_finds_no_button_but_the_reason_and_who_can(self, visit, tayside):
        visit("analyst").post(at("finding-add"), typed())
        own = visit("analyst").get(at("finding", "one")).content.decode()
        assert "Who can release it" in own
        assert "Review and release" not in own
        page = visit("analyst").get(at("finding-release", "one")).content.decode()
        assert "Release this finding</button>" not in page
        assert "You wrote this; another person must release it." in page
        assert "Planner of Tayside" in page
        assert "Analyst of Tayside" not in page.split("Who can release it")[1]
        answer = visit("analyst").post(at("finding-release", "one"), {"revision": 1})
        assert "You wrote this; another person must release it." in answer.content.decode()
        assert visit().get(at("finding", "one")).status_code == 404

    def test_a_second_person_releases_it_and_everybody_reads_it(self, visit, draft, tayside):
        page = visit("planner").get(at("finding-release", "one")).content.decode()
        assert "Release this finding" in page
        assert f"Written by {tayside.people['analyst'].name}" in page
        visit("planner").post(at("finding-release", "one"), {"revision": 1})
        client = visit()
        assert WORDS["sentence"] in client.get(at("finding", "one")).content.decode()
        assert (
            client.get(reverse("api:finding", args=["tayside", "one"])).json()["sentence"]
            == WORDS["sentence"]
        )
        assert WORDS["sentence"] in everything_public(client)

    def test_those_without_the_permission_are_told_who_can_help(self, visit, draft):
        answer = visit("reader").post(at("finding-release", "one"), {"revision": 1})
        assert answer.status_code == 403
        assert "planner" in answer.content.decode()

    def test_a_change_waits_beside_what_everybody_reads(self, visit, released, tayside):
        opened = visit("analyst").get(at("finding-edit", "one")).content.decode()
        assert "Readers see the released text" in opened
        visit("analyst").post(
            at("finding-edit", "one"), typed(sentence=NEW, slug=None, revision=released.revision)
        )
        client = visit()
        assert WORDS["sentence"] in client.get(at("finding", "one")).content.decode()
        assert NEW not in client.get(at("finding", "one")).content.decode() + everything_public(client)
        member = visit("planner").get(at("finding", "one")).content.decode()
        assert "A change is waiting for release" in member
        assert NEW in member
        compared = visit("planner").get(at("finding-release", "one")).content.decode()
        assert "Released text" in compared
        assert NEW in compared
        revision = Finding.objects.get(replaces=released).revision
        visit("planner").post(at("finding-release", "one"), {"revision": revision})
        assert NEW in visit().get(at("finding", "one")).content.decode()
        assert WORDS["sentence"] not in everything_public(visit())

    def test_the_form_of_a_change_opens_on_the_words_that_wait(self, visit, change):
        assert NEW in visit("planner").get(at("finding-edit", "one")).content.decode()

    def test_a_change_is_given_up_after_asking_once_more(self, visit, change):
        assert (
            "Cancel this change?" in visit("planner").get(at("finding-drop-change", "one")).content.decode()
        )
        visit("planner").post(at("finding-drop-change", "one"))
        assert not Finding.objects.waiting().exists()
        assert WORDS["sentence"] in visit().get(at("finding", "one")).content.decode()

    def test_there_is_nothing_to_release_or_to_give_up_of_what_is_as_everybody_reads_it(
        self, visit, released
    ):
        page = visit("planner").get(at("finding-release", "one"))
        assert page.status_code == 403
        assert "This finding has no change waiting" in page.content.decode()
        assert visit("planner").get(at("finding-drop-change", "one")).status_code == 404

    def test_what_waits_is_listed_with_who_it_waits_for(self, visit, draft, tayside):
        assert "Waiting for you" in visit("planner").get(at("waiting")).content.decode()
        analyst = visit("analyst").get(at("waiting")).content.decode()
        assert "Waiting for another person" in analyst
        assert "You wrote this" in analyst
        reader = visit("reader").get(at("waiting")).content.decode()
        assert WORDS["sentence"] in reader
        assert at("finding-release", "one") not in reader

    def test_the_list_asks_as_many_questions_for_many_as_for_one(
        self, visit, draft, tayside, django_assert_num_queries
    ):
        client = visit("planner")
        client.get(at("waiting"))
        with django_assert_num_queries(7) as asked:
            client.get(at("waiting"))
        for number in range(5):
            actions.create_finding(by=tayside.actor("analyst"), **(WORDS | {"slug": f"more-{number}"}))
        with django_assert_num_queries(len(asked)):
            client.get(at("waiting"))

    def test_work_of_today_names_it_to_the_second_person_alone(self, visit, draft):
        work = reverse("dashboards:work", args=["tayside"])
        assert "Release the finding “Waits are long.”" in visit("planner").get(work).content.decode()
        assert "Release the finding" not in visit("analyst").get(work).content.decode()
        assert "Release the finding" not in visit("reader").get(work).content.decode()

    def test_a_partnership_of_one_writer_is_told_what_it_lacks(self, visit, draft, tayside):
        able = [role for role in tayside.people if tayside.actor(role).may(rules.EDIT)]
        others = [tayside.people[role] for role in able if role != "analyst"]
        Membership.objects.filter(user__in=others).update(is_active=False)
        page = visit("analyst").get(at("finding-release", "one")).content.decode()
        assert "No member of this partnership can release it yet." in page
        assert "with one of these roles" in page

    def test_a_short_name_that_is_taken_keeps_what_was_typed(self, visit, released):
        page = visit("analyst").post(at("finding-add"), typed(sentence="My own words.")).content.decode()
        assert "My own words." in page
        assert Finding.objects.count() == 1

    def test_the_library_says_how_findings_are_checked(self, visit):
        page = visit().get(at("library")).content.decode()
        assert "released by a person who did not write it" in page


class TestRules:
    @pytest.mark.parametrize(
        ("role", "writers", "is_released", "may", "why_not"),
        [
            ("planner", ["analyst"], False, True, ""),
            ("analyst", ["analyst"], False, False, "You wrote this; another person must release it."),
            (
                "planner",
                ["analyst", "planner"],
                False,
                False,
                "You wrote this; another person must release it.",
            ),
            ("planner", [], False, True, ""),
            ("planner", ["analyst"], True, False, "This finding has already been released."),
            ("reader", ["analyst"], False, False, ""),
            ("system", [], False, False, "Only a person can release a finding."),
        ],
    )
    def test_a_finding_is_released_by_a_person_who_did_not_write_it(
        self, tayside, role, writers, is_released, may, why_not
    ):
        actor = tayside.system if role == "system" else tayside.actor(role)
        finding = Finding(released_at=actor.at if is_released else None)
        wrote = {tayside.people[one].pk for one in writers}
        assert rules.can_release(actor, finding, wrote) is may
        assert rules.why_not_release(actor, finding, wrote) == why_not

    def test_nothing_is_released_that_rests_on_a_withdrawn_table(self, tayside):
        finding = Finding(release=Release(withdrawn_at=tayside.system.at, withdrawn_because="Wrong weights."))
        with pytest.raises(Refusal, match="was withdrawn"):
            rules.check_may_release(tayside.actor("planner"), finding, set())

    @pytest.mark.parametrize(
        "rests_on", [{}, {"source": ""}, {"release": None, "indicator": None, "source": ""}]
    )
    def test_a_finding_needs_something_to_rest_on(self, rests_on):
        with pytest.raises(Refusal, match="needs a source"):
            rules.check_rests_on_something(rests_on)

    def test_the_sentence_alone_is_cited_by_nothing_before_it_is_released(self, tayside, draft):
        assert not draft.stands
        assert not queries.citable_findings(tayside.partnership).exists()
        with pytest.raises(Refusal, match="has not been released yet"):
            rules.check_may_cite(draft)
        released = release(tayside, draft)
        assert released.stands
        rules.check_may_cite(released)
        assert queries.citable_findings(tayside.partnership).get() == released

    def test_a_gap_is_joined_to_released_findings_only(self, tayside, draft):
        assert offered_to_gaps(tayside.partnership) == []
        release(tayside, draft)
        assert [one.key for one in offered_to_gaps(tayside.partnership)] == ["one"]


class TestActions:
    def test_writing_is_on_record_and_makes_nothing_public(self, tayside, draft):
        assert not draft.is_released
        assert queries.writers_of(draft) == {tayside.people["analyst"].pk}
        assert audit.history("tayside", draft).get().verb == "added"
        assert not queries.findings(tayside.partnership).exists()

    def test_releasing_says_who_and_when(self, tayside, draft):
        released = release(tayside, draft)
        released.refresh_from_db()
        assert released.released_by == tayside.people["planner"]
        assert released.released_at == tayside.actor("planner").at
        assert audit.history("tayside", released).first().verb == "released"

    def test_a_refused_release_changes_nothing(self, tayside, draft):
        events = audit.events("tayside").count()
        for actor in (tayside.actor("analyst"), tayside.actor("reader"), tayside.system):
            with pytest.raises(Refusal):
                actions.release_finding(by=actor, finding=draft, revision=1)
        draft.refresh_from_db()
        assert not draft.is_released
        assert audit.events("tayside").count() == events

    def test_everybody_who_worked_on_the_words_wrote_them(self, tayside, draft):
        actions.change_finding(by=tayside.actor("planner"), finding=draft, revision=1, sentence=NEW)
        for role in ("analyst", "planner"):
            with pytest.raises(Refusal, match="You wrote this"):
                release(tayside, draft, role)
        assert release(tayside, draft, "coordinator").sentence == NEW

    def test_a_change_of_nothing_makes_nobody_a_writer(self, tayside, draft):
        actions.change_finding(
            by=tayside.actor("planner"), finding=draft, revision=1, sentence=WORDS["sentence"]
        )
        assert release(tayside, draft).is_released

    def test_what_is_released_is_what_the_second_person_read(self, tayside, draft):
        actions.change_finding(by=tayside.actor("analyst"), finding=draft, revision=1, sentence=NEW)
        with pytest.raises(ChangedMeanwhile):
            actions.release_finding(by=tayside.actor("planner"), finding=draft, revision=1)
        draft.refresh_from_db()
        assert not draft.is_released

    def test_a_change_that_moved_on_while_it_was_read_is_not_released(self, tayside, change):
        read = change.revision
        actions.change_finding(by=tayside.actor("analyst"), finding=change, revision=read, sentence="Longer.")
        with pytest.raises(ChangedMeanwhile):
            actions.release_finding(by=tayside.actor("planner"), finding=change, revision=read)
        assert queries.findings(tayside.partnership).get().sentence == WORDS["sentence"]

    def test_a_change_is_another_row_until_it_is_released(self, tayside, change):
        original = change.replaces
        assert (original.sentence, change.sentence) == (WORDS["sentence"], NEW)
        assert change.slug == original.slug
        assert queries.findings(tayside.partnership).get() == original
        assert queries.waiting_findings(tayside.partnership).get() == change
        assert queries.words_in_work(queries.all_findings(tayside.partnership).get()) == change

    def test_the_writer_of_a_change_does_not_release_it_and_the_writer_of_the_old_words_may(
        self, tayside, released
    ):
        change = actions.change_finding(
            by=tayside.actor("planner"), finding=released, revision=released.revision, sentence=NEW
        )
        with pytest.raises(Refusal, match="You wrote this"):
            release(tayside, change, "planner")
        now = release(tayside, change, "analyst")
        assert now == released
        assert now.sentence == NEW
        assert queries.writers_of(now) == {tayside.people["planner"].pk}
        assert Finding.objects.count() == 1
        assert audit.history("tayside", now).first().verb == "released a change to"

    def test_what_rests_on_a_finding_rests_on_the_same_row_after_a_change(self, tayside, change, released):
        assert release(tayside, change).pk == released.pk

    def test_the_second_of_two_who_begin_a_change_is_told(self, tayside, change):
        with pytest.raises(ChangedMeanwhile) as met:
            actions.change_finding(
                by=tayside.actor("planner"), finding=change.replaces, revision=change.replaces.revision, sentence="Mine.",
            )  # fmt: skip
        assert met.value.record == change

    def test_a_change_to_words_that_moved_on_is_told(self, tayside, released):
        with pytest.raises(ChangedMeanwhile):
            actions.change_finding(
                by=tayside.actor("planner"), finding=released, revision=1, sentence="Mine."
            )
        assert Finding.objects.count() == 1

    def test_giving_up_a_change_is_on_record_and_leaves_what_is_public(self, tayside, change):
        original = change.replaces
        actions.remove_change(by=tayside.actor("planner"), finding=change)
        assert Finding.objects.get() == original
        event = audit.history("tayside", original).first()
        assert (event.verb, event.detail) == ("cancelled a change to", {"sentence": NEW})

    def test_only_a_change_can_be_given_up(self, tayside, draft):
        with pytest.raises(Refusal, match="not a change"):
            actions.remove_change(by=tayside.actor("planner"), finding=draft)
        with pytest.raises(Refusal, match="does not include"):
            actions.remove_change(by=tayside.actor("reader"), finding=draft)
        assert Finding.objects.get() == draft

    def test_another_partnership_cannot_reach_it(self, draft, elsewhere):
        for act in (actions.release_finding, actions.change_finding):
            with pytest.raises(Finding.DoesNotExist):
                act(by=elsewhere.actor("planner"), finding=draft, revision=1)

    def test_a_person_who_lost_their_role_does_not_release(self, tayside, draft):
        former = replace(tayside.actor("planner"), permissions=frozenset())
        with pytest.raises(Refusal, match="does not include"):
            actions.release_finding(by=former, finding=draft, revision=1)


class TestWhatThereWas:
    """Findings that were public before the rule wait, and their writers are known from the record of changes."""

    def test_their_writers_are_those_who_added_and_changed_them(self, tayside, draft):
        from importlib import import_module

        from django.apps import apps

        actions.change_finding(by=tayside.actor("planner"), finding=draft, revision=1, sentence=NEW)
        draft.writers.clear()
        name = "realign.registers.evidence.migrations.0003_findings_wait_for_a_second_person"
        import_module(name).note_writers(apps, None)
        assert queries.writers_of(draft) == {tayside.people[role].pk for role in ("analyst", "planner")}
        assert not draft.is_released


def test_what_could_name_somebody_is_pointed_out_and_needs_a_reason_on_record(client, tayside):
    finding = actions.create_finding(
        by=tayside.actor("analyst"),
        slug="three",
        sentence="Three of the four children in Kirriemuir moved.",
        strength="weak",
        source="A report of 2025",
    )
    client.force_login(tayside.people["planner"])
    page = reverse("evidence:finding-release", args=["tayside", "three"])
    assert (
        "Three of the four children. Could anybody be recognised by it?" in client.get(page).content.decode()
    )
    client.post(page, {"revision": 1, "reason": " "})
    finding.refresh_from_db()
    assert not finding.is_released
    client.post(page, {"revision": 1, "reason": "They are dolls."})
    finding.refresh_from_db()
    assert finding.is_released
    event = audit.history("tayside", finding).get(verb="gave the reason for publishing")
    assert event.detail["reason"] == "They are dolls."


def test_the_groups_of_a_released_table_are_offered_by_name(tayside, visit):
    table = means(tayside)
    page = visit("analyst").get(at("finding-add")).content.decode()
    assert "{&#x27;" not in page
    assert f'<optgroup label="{table}">' in page
    assert ">all</option>" in page
