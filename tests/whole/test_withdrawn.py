"""A withdrawn table is served nowhere: no page, download, answer to a programme, or document built afterwards."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from realign.analyse.fit import queries as fit
from realign.analyse.needs import actions as needs
from realign.analyse.pathways import actions as pathways
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Refusal
from realign.plan.alignment import actions as alignment
from realign.plan.plans.models import Plan
from realign.plan.priorities import actions as priorities
from realign.plan.priorities.models import Outcome, Priority
from realign.plan.proposals import actions as proposals
from realign.plan.proposals.queries import questions
from realign.registers.evidence import actions, queries, rules
from realign.registers.evidence.models import Finding, Release
from realign.registers.frameworks.actions import load_frameworks
from realign.review.reports import actions as reports
from realign.review.reports import queries as read_reports
from tests.apps.analyse.needs.worlds import TODAY, build, said
from tests.support.evidence import released_finding
from tests.support.publishing import publish_all

pytestmark = pytest.mark.slow

# what the table shows of Dundee City (40%, from 36% to 44%), and the lower end for everybody (28%)
FIGURES = ("40.0%", "36.0%", "40%", "28.0%", "0.4,", '"estimate": 0.4', "0.36")
SENTENCE = "Three in ten pupils struggle."


@pytest.fixture
def world(tayside):
    return build(tayside)


@pytest.fixture
def priority(world):
    """A priority of the plan in force that rests on the finding."""
    by = world.cast.system
    priority = create_record(
        Priority, by=by, number=3, slug="minds", title="Mental health", statement="Better minds."
    )
    plan = create_record(
        Plan, by=by, slug="plan", title="Our plan", starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31),
        status=Plan.Status.FULL,
    )  # fmt: skip
    plan.priorities.set([priority])
    priorities.cite_finding(by=by, priority=priority, finding=world.finding, because="It is common.")
    return priority


def withdraw(world):
    release = world.fit.release
    return actions.withdraw_release(
        by=world.cast.actor("coordinator"),
        release=release,
        revision=release.revision,
        reason="Wrong weights.",
    )


def text_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer["Content-Type"].startswith("application/vnd.openxml"):
        book = zipfile.ZipFile(io.BytesIO(body))
        return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return body.decode()


def shown(client, addresses):
    """Which of these addresses show a figure of the table."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in {200, 403}, address
        text = text_of(answer)
        found[address] = [figure for figure in FIGURES if figure in text]
    return found


def public_addresses(world):
    slug = world.fit.release.slug
    table = reverse("evidence:release", args=["tayside", slug])
    return [
        table,
        f"{table}?format=csv",
        f"{table}?format=xlsx",
        reverse("evidence:finding", args=["tayside", "struggling"]),
        reverse("api:table", args=["tayside", slug]),
    ]


def member_addresses(world):
    need = reverse("fit:need", args=["tayside", world.fit.need.slug])
    assessment = reverse("needs:preview", args=["tayside", world.assessment.slug])
    return [need, f"{need}?format=csv", assessment]


@pytest.mark.parametrize(("role", "addresses"), [("", public_addresses), ("analyst", member_addresses)])
def test_figures_of_a_table_are_shown_until_it_is_withdrawn_and_nowhere_after(client, world, role, addresses):
    if role:
        client.force_login(world.cast.people[role])
    before = shown(client, addresses(world))
    assert all(before.values()), f"no figure to look for: {[a for a, found in before.items() if not found]}"
    withdraw(world)
    after = {address: found for address, found in shown(client, addresses(world)).items() if found}
    assert after == {}


def test_a_group_of_a_need_is_shown_until_its_table_is_withdrawn(world, tayside):
    """The groups of a need are read from its table on their own way, beside its figures for places."""
    need = fit.need(tayside.partnership, world.fit.need.slug)
    dims = need.release.dims
    Release.objects.filter(pk=need.release.pk).update(dims=[{**dims[0], "column": "sex"}])
    for cell in need.release.cells.all():
        cell.key = {"sex": cell.key["council"]}
        cell.save()
    assert fit.cells_by_group(fit.need(tayside.partnership, need.slug))
    withdraw(world)
    assert fit.cells_by_group(fit.need(tayside.partnership, need.slug)) == []


def test_the_table_says_that_it_was_withdrawn_and_why(client, world):
    withdraw(world)
    answer = client.get(reverse("api:table", args=["tayside", world.fit.release.slug])).json()
    assert answer["cells"] == []
    assert answer["withdrawn_because"] == "Wrong weights."
    finding = client.get(reverse("api:finding", args=["tayside", "struggling"])).json()
    assert finding["stands"] is False
    library = client.get(reverse("evidence:library", args=["tayside"])).content.decode()
    assert "Small survey, March 2026 (withdrawn)" in library
    assert (
        "Wrong weights."
        in client.get(reverse("evidence:finding", args=["tayside", "struggling"])).content.decode()
    )
    client.force_login(world.cast.people["analyst"])
    assert "Withdrawn" in client.get(reverse("evidence:published", args=["tayside"])).content.decode()


def test_a_finding_of_a_table_leaves_the_plan_when_the_table_is_withdrawn(client, world, priority):
    page = reverse("plans:public-priority", args=["tayside", "minds"])
    data = reverse("api:plan", args=["tayside"])
    publish_all(world.cast.partnership)
    assert SENTENCE in client.get(page).content.decode()
    assert "struggling" in client.get(data).content.decode()
    withdraw(world)
    assert SENTENCE not in client.get(page).content.decode()
    assert "struggling" not in client.get(data).content.decode()


def test_documents_built_afterwards_leave_it_out(world, priority):
    plan = Plan.objects.get()
    report = reports.create_report(by=world.cast.actor("planner"), plan=plan, year="2026/27")
    needs.create_source(
        by=world.cast.actor("analyst"),
        section=world.section("preferences"),
        **said(world, finding=world.finding),
    )
    assert SENTENCE in str(world.content())
    assert SENTENCE in str(read_reports.content_of(report, TODAY))
    withdraw(world)
    assert SENTENCE not in str(world.content())
    assert SENTENCE not in str(read_reports.content_of(report, TODAY))


class TestOneRule:
    """`stands` of a record and `standing()` of many say the same, and every room asks them."""

    def test_of_tables(self, world, tayside):
        table = world.fit.release
        assert table.stands
        assert list(queries.releases(tayside.partnership).standing()) == [table]
        assert list(queries.released_of(tayside.partnership, "struggles")) == [table]
        withdraw(world)
        table.refresh_from_db()
        assert not table.stands
        assert not queries.releases(tayside.partnership).standing().exists()
        assert not queries.released_of(tayside.partnership, "struggles").exists()
        assert list(queries.releases(tayside.partnership)) == [table], "it stays in the ledger"

    def test_of_tables_that_others_may_be_compared_with(self, world, elsewhere):
        assert queries.released_elsewhere(elsewhere.partnership, "struggles").exists()
        withdraw(world)
        assert not queries.released_elsewhere(elsewhere.partnership, "struggles").exists()

    def test_of_findings(self, world, tayside):
        written = released_finding(
            tayside, slug="asked", sentence="Asked.", strength="weak", source="A meeting"
        )
        assert set(queries.citable_findings(tayside.partnership)) == {world.finding, written}
        withdraw(world)
        assert set(queries.citable_findings(tayside.partnership)) == {written}
        held = {one: one.stands for one in Finding.objects.all()}
        assert held == {world.finding: False, written: True}
        rules.check_may_cite(written)
        with pytest.raises(Refusal, match="was withdrawn"):
            rules.check_may_cite(Finding.objects.get(slug="struggling"))

    def test_of_everything_that_may_rest_on_a_finding(self, world, priority, tayside):
        withdraw(world)
        finding = Finding.objects.get(slug="struggling")
        by = tayside.system
        outcome = create_record(Outcome, by=by, priority=priority, slug="calmer", statement="Calmer")
        pathway = pathways.create_pathway(by=by, kind="support", name="Support", about="Public")
        stop = pathways.create_stop(by=by, pathway=pathway, name="At school")
        load_frameworks(by=by)
        proposal = proposals.create_proposal(by=by, title="More help", ask="Money", priority=priority)
        code = questions(proposal.question_version)[0].code
        for rest_on_it in (
            lambda: priorities.cite_finding(by=by, priority=priority, finding=finding, because="It shows."),
            lambda: alignment.create_support(
                by=by, finding=finding, outcome=outcome, because="It shows.", strength="strong"
            ),
            lambda: needs.create_source(
                by=by, section=world.section("preferences"), **said(world, finding=finding)
            ),
            lambda: pathways.create_placement(by=by, stop=stop, kind="evidence", finding=finding),
            lambda: proposals.answer_question(
                by=by, proposal=proposal, code=code, revision=0, text="Yes.", findings=[finding]
            ),
        ):
            with pytest.raises(Refusal, match="was withdrawn"):
                rest_on_it()
