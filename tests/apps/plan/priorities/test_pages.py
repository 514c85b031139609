"""The pages of priorities and actions, opened as people open them."""

import csv
import io
import re
from shutil import copy

import pytest
from django.urls import reverse

from realign.analyse.fit import actions as fit
from realign.analyse.voices import actions as voices
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.queries import frozen
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.plan.priorities import actions
from realign.plan.priorities.models import Action, Commitment, Outcome, Priority, Target
from realign.registers.frameworks.actions import DATA, load_frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.frameworks.types import Registrar
from tests.apps.plan.worlds import finding
from tests.support.cast import NOON


@pytest.fixture
def planner(client, tayside):
    client.force_login(tayside.people["planner"])
    return client


def at(name, *args):
    return reverse(f"priorities:{name}", args=["tayside", *args])


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_says_what_we_are_changing_and_what_is_missing(planner, plan, tayside):
    page = text(planner.get(at("list")))
    assert "2 priorities, 3 commitments and 2 actions." in page
    assert "Healthy minds" in page
    assert "Still missing: no finding cited, no group." in page
    assert "The guidance expects three to five" in page


def test_an_empty_partnership_is_offered_the_first_step(planner):
    assert "Add the first priority" in text(planner.get(at("list")))


def test_the_next_free_number_is_suggested(planner, plan):
    page = text(planner.get(at("add")))
    taken = set(Priority.objects.values_list("number", flat=True))
    free = next(number for number in range(1, 99) if number not in taken)
    assert re.search(r'name="number"[^>]*value="(\d+)"', page)[1] == str(free)


def test_a_priority_shows_the_way_from_evidence_to_money(planner, plan, tayside):
    actions.cite_finding(
        by=tayside.system,
        priority=plan.priorities["minds"],
        finding=finding(tayside),
        because="Many struggle",
    )
    page = text(planner.get(at("page", "healthy-minds")))
    for words in (
        "41 in every 100 pupils",
        "Many struggle",
        "From 41% (31 March 2026) to 36% by 31 March 2029",
        "Open one way in",
        "All five",
        "£90,000",
        "Not yet: measurable, achievable, time-bound",
        "missing",
    ):
        assert words in page


def test_an_action_says_the_reason_for_each_letter(planner, plan):
    page = text(planner.get(at("action", plan.actions["weak"].slug)))
    assert "Measurable: not yet" in page
    assert "It has no due date." in page
    assert "Lead: Dundee City Council; no date yet." in page


def test_the_checks_name_what_is_promised_twice(planner, plan):
    page = text(planner.get(at("checks")))
    assert "1.1 and 3.1 are the same commitment" in page
    one, two = plan.commitments["1.1"], plan.commitments["3.1"]
    assert at("commitment-join", one.pk, two.pk) in page


def test_one_lead_is_named_on_a_page(planner, plan, tayside):
    one, two = plan.commitments["1.1"], plan.commitments["3.1"]
    where = at("commitment-join", one.pk, two.pk)
    assert "become one" in text(planner.get(where))
    assert planner.post(where, {"lead": tayside.bodies["angus"].pk}).url == at("checks")
    assert "Angus Council leads both" in text(planner.get(at("checks")))


DAY = {"day": "31", "month": "3", "year": "2028"}


def test_an_action_is_added_and_changed_through_its_form(planner, plan, tayside):
    form = {"title": "Train ten family workers", "lead": tayside.bodies["angus"].pk}
    form |= {f"due_on_{part}": value for part, value in DAY.items()}
    answer = planner.post(at("action-add", "healthy-minds"), form)
    one = Action.objects.get(title="Train ten family workers")
    assert answer.url == at("action", one.slug)
    assert one.due_on.isoformat() == "2028-03-31"
    page = text(planner.get(at("action-edit", one.slug)))
    assert 'value="Train ten family workers"' in page
    planner.post(at("action-edit", one.slug), {**form, "title": "Train twelve family workers", "revision": 1})
    one.refresh_from_db()
    assert (one.title, one.revision) == ("Train twelve family workers", 2)


def test_two_people_editing_see_both_versions_and_lose_nothing(planner, plan, tayside):
    one = plan.actions["weak"]
    actions.change_action(
        by=tayside.actor("coordinator"), action=one, revision=1, title="Improve wellbeing at school"
    )
    page = text(
        planner.post(at("action-edit", one.slug), {"title": "Improve how pupils feel", "revision": 1})
    )
    assert "Coordinator of Tayside changed this while you were editing" in page
    assert "Improve wellbeing at school" in page
    assert "Improve how pupils feel" in page
    assert Action.objects.get(pk=one.pk).title == "Improve wellbeing at school"


def test_a_refusal_is_said_above_the_form_with_everything_typed(planner, plan):
    form = {"title": "Open a hub in Forfar"}
    form |= {f"starts_on_{part}": value for part, value in {**DAY, "year": "2029"}.items()}
    form |= {f"due_on_{part}": value for part, value in DAY.items()}
    page = text(planner.post(at("action-add", "healthy-minds"), form))
    assert "done before it starts" in page
    assert "Open a hub in Forfar" in page
    assert not Action.objects.filter(title="Open a hub in Forfar").exists()


def test_money_priority_outcome_target_and_commitment_have_forms(planner, plan, tayside):
    weak, minds = plan.actions["weak"], plan.priorities["minds"]
    planner.post(
        at("action-money", weak.slug),
        {
            "year": "2027/28",
            "funder": tayside.bodies["angus"].pk,
            "amount": "£1.2 million",
            "price_base": "cash",
        },
    )
    assert weak.money.get().amount == 1_200_000
    bad = {"year": "2027", "funder": tayside.bodies["angus"].pk, "amount": "1", "price_base": "cash"}
    assert "Write the report year as 2026/27" in text(planner.post(at("action-money", weak.slug), bad))
    planner.post(at("outcome-add", minds.slug), {"statement": "Help comes soon"})
    outcome = minds.outcomes.get(statement="Help comes soon")
    form = {"indicator": plan.target.indicator_id, "baseline": 12, "goal": 3, "reason": "Young people asked"}
    form |= {f"baseline_on_{part}": value for part, value in {**DAY, "year": "2026"}.items()}
    form |= {f"goal_on_{part}": value for part, value in DAY.items()}
    planner.post(at("target-add", outcome.slug), form)
    target = Target.objects.get(outcome=outcome)
    unexplained = planner.post(at("target-edit", target.pk), {**form, "goal": 4, "revision": 1})
    assert "The reason is missing" in text(unexplained)
    moved = {**form, "goal": 4, "revision": 1, "because": "Two hubs in place of three"}
    planner.post(at("target-edit", target.pk), moved)
    target.refresh_from_db()
    assert target.goal == 4
    planner.post(at("commitment-add", minds.slug), {"text": "Listen to pupils", "stage": "not-started"})
    held = Commitment.objects.get(text="Listen to pupils")
    planner.post(at("commitment-edit", held.pk), {"text": "Listen well", "stage": "under-way", "revision": 1})
    held.refresh_from_db()
    assert (held.text, held.stage) == ("Listen well", "under-way")
    planner.post(at("outcome-edit", outcome.slug), {"statement": "Help comes sooner", "revision": 1})
    planner.post(at("wording", minds.slug), {"text": "Minds are healthy.", "source": "Chapter 5"})
    planner.post(at("add"), {"number": 4, "title": "Fair chances", "statement": "As well as others."})
    assert Priority.objects.filter(slug="fair-chances").exists()
    planner.post(
        at("edit", minds.slug), {"number": 3, "title": "Minds", "statement": minds.statement, "revision": 2}
    )
    planner.post(
        at("vision"), {"text": "The best place to grow up", **{f"valid_from_{k}": v for k, v in DAY.items()}}
    )
    page = text(planner.get(at("page", minds.slug)))
    assert "Help comes sooner" in page
    assert "Minds are healthy." in page


def test_a_finding_is_cited_and_removed_on_pages(planner, plan, tayside):
    known = finding(tayside)
    planner.post(at("cite", "healthy-minds"), {"finding": known.pk, "because": "Many struggle"})
    citation = plan.priorities["minds"].citations.get()
    where = at("drop-citation", citation.pk)
    assert "no longer support" in text(planner.get(where))
    planner.post(where)
    assert not plan.priorities["minds"].citations.exists()


def need(cast, name="Help when worried"):
    return fit.create_need(
        by=cast.system, name=name, definition="Raised difficulties", age_from=11, age_to=17
    )


def test_the_needs_of_a_priority_are_set_on_its_page_and_begin_its_thread(planner, plan, tayside):
    worried, sleepless = need(tayside), need(tayside, "Sleep at night")
    where = at("needs", "healthy-minds")
    assert where in text(planner.get(at("page", "healthy-minds")))
    assert "Help when worried" in text(planner.get(where))
    answer = planner.post(where, {"needs": [worried.pk, sleepless.pk], "revision": 1})
    assert answer.url == at("page", "healthy-minds")
    page = text(planner.get(answer.url))
    link = f'href="{reverse("fit:need", args=["tayside", worried.slug])}"'
    assert page.count(link) == 2  # in the thread on top, and in the list of needs
    assert "needs: nothing → Help when worried, Sleep at night" in page
    thread = text(planner.get(reverse("assurance:thread", args=["tayside"])))
    assert "Help when worried" in thread
    planner.post(where, {"needs": [worried.pk], "revision": 2})
    assert list(plan.priorities["minds"].needs.all()) == [worried]


def test_a_need_of_another_partnership_is_refused_on_the_page_and_behind_it(
    planner, plan, tayside, elsewhere
):
    theirs = need(elsewhere, "Their own need")
    where = at("needs", "healthy-minds")
    assert "Their own need" not in text(planner.get(where))
    refused = text(planner.post(where, {"needs": [theirs.pk], "revision": 1}))
    assert "not one of the available choices" in refused
    with pytest.raises(Refusal, match="another partnership"):
        actions.change_priority(
            by=tayside.system, priority=plan.priorities["minds"], revision=1, needs=[theirs]
        )
    assert not plan.priorities["minds"].needs.exists()


def test_two_people_naming_needs_at_once_see_both_versions(planner, plan, tayside):
    worried, sleepless = need(tayside), need(tayside, "Sleep at night")
    minds = plan.priorities["minds"]
    actions.change_priority(by=tayside.actor("coordinator"), priority=minds, revision=1, needs=[sleepless])
    page = text(planner.post(at("needs", minds.slug), {"needs": [worried.pk], "revision": 1}))
    assert "Coordinator of Tayside changed this while you were editing" in page
    assert list(minds.needs.all()) == [sleepless]


@pytest.mark.parametrize(("name", "rows"), [("actions", 2), ("commitments", 3)])
def test_lists_come_as_csv(planner, plan, name, rows):
    answer = planner.get(at(name), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == rows + 1


def test_lists_are_searched_and_filtered(planner, plan):
    assert "Improve emotional" not in text(planner.get(at("actions"), {"q": "cluster"}))
    assert "1 commitment" in text(planner.get(at("commitments"), {"of": "early-years"}))


PAGES = (
    ("list", ()),
    ("checks", ()),
    ("page", ("healthy-minds",)),
    ("actions", ()),
    ("commitments", ()),
    ("action", ("improve-emotional-wellbeing-in-primary-s",)),
)
FORMS = (
    ("add", ()),
    ("vision", ()),
    ("edit", ("healthy-minds",)),
    ("needs", ("healthy-minds",)),
    ("action-add", ("healthy-minds",)),
)


@pytest.mark.parametrize(("name", "args"), PAGES + FORMS)
def test_strangers_find_nothing_and_visitors_are_asked_to_sign_in(client, plan, elsewhere, name, args):
    assert client.get(at(name, *args)).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(at(name, *args)).status_code == 404


@pytest.mark.parametrize(("name", "args"), FORMS)
def test_readers_read_and_do_not_write(client, plan, tayside, name, args):
    client.force_login(tayside.people["reader"])
    assert client.get(at("page", "healthy-minds")).status_code == 200
    refused = client.get(at(name, *args))
    assert refused.status_code == 403
    assert "can help" in refused.content.decode()


def test_what_is_not_there_is_not_found(planner, plan):
    for name, args in (
        ("page", ("none",)),
        ("action", ("none",)),
        ("commitment-edit", (999,)),
        ("outcome-edit", ("x",)),
    ):
        assert planner.get(at(name, *args)).status_code == 404


def test_ind_09_a_story_stands_beside_the_outcome_whose_measure_it_is_about(planner, plan, tayside, tmp_path):
    copy(DATA / "shanarri.toml", tmp_path)
    load_frameworks(by=Registrar(NOON), folder=tmp_path)
    voices.create_story(
        by=tayside.system, title="The day it was bad", text="Nobody rang.", teller="child", consent="partners",
        consent_how="In writing", theme=FrameworkItem.objects.get(code="healthy"), shows="What waiting is like",
        indicators=[plan.target.indicator],
    )  # fmt: skip
    page = text(planner.get(at("page", "healthy-minds")))
    assert "Stories, told with consent" in page
    assert "The day it was bad" in page
    assert "What waiting is like" in page
    assert "told with consent" not in text(planner.get(at("page", "early-years")))


def test_priorities_and_outcomes_are_tagged_by_the_wellbeing_they_serve(planner, plan, tayside):
    load_frameworks(by=tayside.system)
    healthy = FrameworkItem.objects.get(version__framework__slug="shanarri", code="healthy")
    priority = Priority.objects.first()
    where = reverse("priorities:outcome-add", args=["tayside", priority.slug])
    answer = planner.post(where, {"statement": "Fewer children wait.", "tags": [healthy.pk]})
    assert answer.status_code == 302
    outcome = Outcome.objects.get(statement="Fewer children wait.")
    assert list(outcome.tags.all()) == [healthy]
    where = reverse("priorities:edit", args=["tayside", priority.slug])
    shown = planner.get(where).context["form"].initial
    typed = {name: value for name, value in shown.items() if value not in (None, "", [])}
    answer = planner.post(
        where, {**typed, "aliases": "", "tags": [healthy.pk], "revision": priority.revision}
    )
    assert answer.status_code == 302
    assert list(Priority.objects.get(pk=priority.pk).tags.all()) == [healthy]


def test_where_a_need_is_missing_the_page_leads_to_where_it_is_added(client, plan, tayside):
    address = at("needs", Priority.objects.first().slug)
    client.force_login(tayside.people["coordinator"])
    assert reverse("fit:add", args=["tayside"]) in text(client.get(address))
    client.force_login(tayside.people["planner"])
    page = text(client.get(address))
    assert reverse("fit:add", args=["tayside"]) not in page
    assert (
        f'Ask a colleague who may add needs, under <a href="{reverse("fit:list", args=["tayside"])}">' in page
    )


def removal_of(name, record):
    return at(name, getattr(record, "slug", record.pk))


def test_a_priority_and_its_parts_are_removed_from_the_last_part_up(planner, tayside):
    by = tayside.system
    priority = actions.create_priority(by=by, number=8, title="By mistake", statement="They cope.")
    outcome = actions.create_outcome(by=by, priority=priority, statement="Fewer wait", slug="fewer-wait")
    commitment = actions.create_commitment(by=by, priority=priority, text="We will help.")
    action = actions.create_action(by=by, priority=priority, title="Start it", slug="start-it")
    page = text(planner.get(at("remove", priority.slug)))
    assert "cannot be removed" in page
    assert "Other records use “Priority 8: By mistake”: action, commitment and outcome." in page
    shown = text(planner.get(priority.get_absolute_url()))
    parts = (
        ("action-remove", action),
        ("commitment-remove", commitment),
        ("outcome-remove", outcome),
        ("remove", priority),
    )
    for name, record in parts:
        where = removal_of(name, record)
        assert where in (shown if name != "action-remove" else text(planner.get(action.get_absolute_url())))
        assert ">Remove</button>" in text(planner.get(where))
        record.refresh_from_db()
        page = text(planner.post(where, {"revision": record.revision}, follow=True))
        assert "has been removed." in page
        assert not type(record).objects.filter(pk=record.pk).exists()


def test_an_outcome_with_a_target_stays_until_the_target_is_removed(planner, plan, tayside):
    target = Target.objects.select_related("outcome").filter(reviews=None).first()
    page = text(planner.get(removal_of("outcome-remove", target.outcome)))
    assert "target" in page
    assert ">Remove</button>" not in page
    assert "Other records use" in text(planner.get(removal_of("target-remove", target))), "an action moves it"
    for action in Action.objects.filter(measures=target):
        action.measures.clear()
    planner.post(removal_of("target-remove", target), {"revision": target.revision})
    assert not Target.objects.filter(pk=target.pk).exists()


def test_what_was_published_with_its_priority_stays(planner, plan, tayside):
    minds = plan.priorities["minds"]
    content = frozen(PUBLIC_RECORDS.get("priority").compose(minds))
    create_record(
        PublicVersion, by=tayside.system, kind="priority", key=str(minds.pk), title="Minds", number=1,
        content=content, fingerprint="x", published_at=NOON,
    )  # fmt: skip
    held = [
        ("outcome-remove", minds.outcomes.first()),
        ("commitment-remove", minds.commitments.first()),
        ("action-remove", minds.actions.first()),
        ("target-remove", Target.objects.filter(outcome__priority=minds).first()),
    ]
    for name, part in held:
        assert part is not None, name
        where = removal_of(name, part)
        assert "was published with its priority, and stays on record." in text(planner.get(where)), name
        planner.post(where, {"revision": part.revision})
        assert type(part).objects.filter(pk=part.pk).exists()
    assert "public versions" in text(planner.get(at("remove", minds.slug)))
