"""What rules refuse, with the reason and the way on as people read them, and what they allow exactly at each limit.

Records are not saved: these rules ask nothing of the database. Rules that do are tested in their rooms.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from realign.analyse.fit import rules as fit
from realign.analyse.needs import rules as needs
from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.analyse.needs.types import AssessmentCheck
from realign.analyse.pathways import rules as pathways
from realign.analyse.programme.models import Round, Session, Site, Tranche
from realign.analyse.programme.rules import dates as programme
from realign.analyse.surveys.local import rules as local
from realign.analyse.surveys.models import LocalFigures, ReleaseRequest
from realign.analyse.surveys.release import rules as release_requests
from realign.analyse.surveys.release.types import TakenPart
from realign.analyse.surveys.tables import rules as tables
from realign.analyse.trends import rules as trends
from realign.analyse.trends.models import Mark
from realign.analyse.voices import rules as voices
from realign.analyse.voices.models import ListeningEvent, Said
from realign.deliver.decisions import rules as decisions
from realign.deliver.decisions.models import Decision, Meeting, Position
from realign.deliver.decisions.types import OptionPut, Stand
from realign.deliver.progress import rules as progress
from realign.foundations.administration import rules as administration
from realign.foundations.administration.models import FirstAccountCode, Invitation
from realign.foundations.audit.rules import verb_now
from realign.foundations.files import rules as files
from realign.foundations.files.models import Dataset, Import
from realign.foundations.partnerships import rules as partnerships
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing import rules as publishing
from realign.foundations.publishing.types import Draft
from realign.methods.disclosure import profile
from realign.plan.alignment import rules as alignment
from realign.plan.plans import rules as plans
from realign.plan.plans.models import Plan
from realign.plan.priorities import rules as priorities
from realign.plan.priorities.models import Commitment, Outcome, Priority
from realign.plan.proposals import rules as proposals
from realign.plan.proposals.models import Proposal
from realign.registers.evidence import rules as evidence
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.gaps import rules as gaps
from realign.registers.gaps.models import Gap
from realign.registers.groups import rules as groups
from realign.registers.groups.models import Group, Seat
from realign.registers.indicators import rules as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.services import rules as services
from realign.registers.services.models import Service
from realign.registers.sources import rules as sources
from realign.registers.sources.models import Linkage
from realign.review.assurance import rules as assurance
from realign.review.assurance.types import StepJudged
from realign.review.learning import rules as learning
from realign.review.learning.types import Answered
from realign.review.reports import rules as reports
from realign.review.reports.models import Report
from realign.review.reports.types import PlanYear

DAY = date(2026, 11, 16)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
TAYSIDE = Partnership(pk=1, slug="tayside", name="Tayside")
ISLA, MO = 7, 8
ACTOR = Actor(TAYSIDE, NOON, "Isla", ISLA)
SYSTEM = Actor(TAYSIDE, NOON, "Realign", is_system=True)

OUT = Finding(pk=1, sentence="One pupil in ten worries.", released_at=NOON)
WAITING = Finding(pk=2, sentence="One pupil in ten worries.")
TABLE, OTHER_TABLE = Release(pk=1, title="Worries"), Release(pk=2, title="Sleep")
WITHDRAWN = Release(pk=3, title="Old", withdrawn_at=NOON, withdrawn_because="A class was counted twice.")
ANGUS = Organisation(pk=1, name="Angus Council", area_code="S12000041")
DUNDEE = Organisation(pk=2, name="Dundee City Council", area_code="S12000042")
TOP = Group(pk=1, name="Board", status="active", partnership=TAYSIDE)
BELOW = Group(pk=2, name="Reform", status="active", partnership=TAYSIDE, reports_to=TOP)
ENDED = Group(pk=3, name="Old board", status="ended", partnership=TAYSIDE)
PLAN_YEAR = PlanYear("2026/27", date(2026, 4, 1), date(2027, 3, 31))
SURVEYS = Round(
    name="Round one", starts_on=date(2026, 9, 1), slot_months=[9, 3], areas_per_slot=1, funded_years=1,
    consultants_at_once=1,
)  # fmt: skip
NOBODY = TakenPart(frozenset(), frozenset())


def request(state):
    return ReleaseRequest(state=state, requested_by_id=MO, protected={"tables": []})


def judged(score, evidence="Minutes", code="a1"):
    return StepJudged(code, score, evidence)


def meeting(on=DAY):
    return Meeting(group=TOP, on=on)


REFUSED = [
    (
        lambda: publishing.check_as_read(Draft(None, None, (), "these words", None), "other words"),
        "The words were changed while you were reading.",
        "Read them again: they are shown as they are now.",
    ),
    (
        lambda: trends.check_mark_fits(Mark(kind="chart", chart="p", rules="nhs"), [], []),
        "The chart “p” needs counts that this series does not have.",
        "Import numerators and denominators, or choose a run chart or an individuals chart.",
    ),
    (
        lambda: decisions.check_positions(
            Decision.Result.APPROVED, [Stand(ANGUS, Position.Stance.UNKNOWN)], [ANGUS]
        ),
        "The position of Angus Council is given as “not recorded”.",
        "This is allowed only for a decision copied from an old paper. Record their position, or that "
        "they were not asked.",
    ),
    (
        lambda: decisions.check_positions(Decision.Result.APPROVED, [], [ANGUS, DUNDEE]),
        "The position of Angus Council and Dundee City Council is missing.",
        "Record their position, or that they were not asked.",
    ),
    (
        lambda: decisions.check_positions(
            Decision.Result.APPROVED, [Stand(ANGUS, Position.Stance.NOT_ASKED)], [ANGUS]
        ),
        "“Approved” cannot be recorded while a core partner disagrees or was not asked: Angus Council (not "
        "asked).",
        "Ask them first, or record it as approved with conditions, deferred or not approved.",
    ),
    (
        lambda: decisions.check_positions(
            Decision.Result.DEFERRED, [Stand(ANGUS, Position.Stance.NO)], [ANGUS]
        ),
        "Missing: why Angus Council disagrees.",
        "Write it beside their position.",
    ),
    (
        lambda: decisions.check_may_state([], meeting(), Proposal(title="Hubs", state="draft"), True),
        "“Hubs” does not wait for a decision of this meeting.",
        "Positions are said before the decision, on proposals of the agenda.",
    ),
    (
        lambda: evidence.check_is_protected({"a": 1}),
        "Only a protected table can be released.",
        "Apply disclosure control first. No figures were saved.",
    ),
    (
        lambda: evidence.check_stands(WITHDRAWN),
        "This table was withdrawn.",
        "The reason given: A class was counted twice.",
    ),
    (
        lambda: evidence.check_rests_on_something({}),
        "A finding needs a source.",
        "Choose a released table or an indicator, or write the source as a reader would look it up.",
    ),
    (
        lambda: evidence.check_rests_on_something({"release": WITHDRAWN}),
        "This table was withdrawn.",
        "The reason given: A class was counted twice.",
    ),
    (
        lambda: evidence.check_rests_on_something(
            {"release": TABLE, "cell": ReleasedCell(release=OTHER_TABLE)}
        ),
        "The group is from a different table.",
        "Choose a group of the finding’s released table.",
    ),
    (
        lambda: evidence.check_may_release(ACTOR, OUT, []),
        "This finding has already been released.",
        "Change it; a second person then releases the change.",
    ),
    (
        lambda: evidence.check_may_release(SYSTEM, WAITING, []),
        "Only a person can release a finding.",
        "Ask a person who did not write it, with one of these roles: coordinator, analyst, planner, "
        "engagement lead.",
    ),
    (
        lambda: evidence.check_may_release(ACTOR, WAITING, [ISLA]),
        "You wrote this; another person must release it.",
        "Ask a person who did not write it, with one of these roles: coordinator, analyst, planner, "
        "engagement lead.",
    ),
    (
        lambda: evidence.check_is_released(WAITING),
        "The finding “One pupil in ten worries.” has not been released yet.",
        "A person who did not write it must release it first.",
    ),
    (
        lambda: evidence.check_may_cite(Finding(released_at=NOON, release=WITHDRAWN)),
        "This table was withdrawn.",
        "The reason given: A class was counted twice.",
    ),
    (
        lambda: fit.check_ages(5, 4),
        "The ages run from 5 to 4.",
        "Give the younger age first, and no age above 25.",
    ),
    (
        lambda: fit.check_ages(5, 26),
        "The ages run from 5 to 26.",
        "Give the younger age first, and no age above 25.",
    ),
    (lambda: fit.check_share(0), "The share is 0%.", "Give a share from 1 to 100, or remove the match."),
    (lambda: fit.check_share(101), "The share is 101%.", "Give a share from 1 to 100, or remove the match."),
    (
        lambda: fit.check_rests_on_what_is_out(TABLE, Finding(released_at=NOON, release=OTHER_TABLE)),
        "The finding uses a different table from the one chosen.",
        "Choose the finding’s own table, or leave the finding out.",
    ),
    (
        lambda: needs.check_nature("Number of sessions", "outcome", []),
        "“Number of sessions” counts what was done. That is an output.",
        "Mark it as an output: it is kept in the assessment, and is not counted as evidence of outcomes.",
    ),
    (
        lambda: needs.check_nature("Pupils who worry", "outcome", []),
        "Evidence of outcomes names the wellbeing that it is about.",
        "Tick at least one of: safe, healthy, achieving, nurtured, active, respected, responsible, included.",
    ),
    (
        lambda: needs.check_use(" "),
        "The permitted use is missing.",
        "Say what this statistic can show, and what it cannot.",
    ),
    (
        lambda: needs.check_dated(AFTER, DAY),
        "The data are dated 17 November 2026, which is in the future.",
        "Give the last day they cover.",
    ),
    (
        lambda: needs.check_rests_on({"source": " "}),
        "The source is missing.",
        "Choose a finding, a released table or an indicator, or write the source as a reader would look "
        "it up.",
    ),
    (
        lambda: needs.check_replaces(NeedsSource(title="Old", dated=DAY), DAY),
        "The new data are dated 16 November 2026, no later than the data they replace.",
        "The current data are dated 16 November 2026.",
    ),
    (
        lambda: needs.check_may_publish(
            NeedsAssessment(title="Needs"), [AssessmentCheck("a", "Needs", False, "", "Add a source.", True)]
        ),
        "Needs: missing.",
        "Add a source.",
    ),
    (
        lambda: needs.check_may_supersede(NeedsAssessment(title="Needs")),
        "This assessment is a draft.",
        "Change it; a new version is for one that is published.",
    ),
    (lambda: pathways.check_ages(5, 4), "The ages run from 5 to 4.", "Give the younger age first."),
    (
        lambda: tables.rounded_rules(profile("fewer-than-5"), "each"),
        "The rules “Fewer than 5” name no base to round to.",
        "Choose rules that round, such as ONS or ACRO, or leave rounding as the rules say.",
    ),
    (
        lambda: release_requests.check_has_a_table(ReleaseRequest(protected={})),
        "There is no table: these rules could not protect it.",
        "Recalculate it with other rules or fewer breakdowns, or withdraw it.",
    ),
    (
        lambda: release_requests.check_may_review(ACTOR, request("draft"), [], NOBODY),
        "This request is not waiting for a checker.",
        "It is: draft.",
    ),
    (
        lambda: release_requests.check_may_review(
            Actor(TAYSIDE, NOON, "Mo", MO), request("submitted"), [], NOBODY
        ),
        "You requested this release, so you cannot check it.",
        "Two other people must check it.",
    ),
    (
        lambda: release_requests.check_may_review(
            ACTOR, request("submitted"), [], TakenPart(frozenset({ISLA}), frozenset())
        ),
        "You submitted or recalculated this table, so you cannot check it.",
        "Two other people must check it.",
    ),
    (
        lambda: release_requests.check_may_review(ACTOR, request("part-reviewed"), [ISLA], NOBODY),
        "You have given your decision.",
        "It is hidden until the other checker has decided.",
    ),
    (
        lambda: release_requests.check_may_let_out(
            ACTOR, request("reviewed"), TakenPart(frozenset({ISLA}), frozenset())
        ),
        "You asked for this; another person must release it.",
        "Ask a person with the role coordinator who neither requested nor checked it.",
    ),
    (
        lambda: release_requests.check_may_let_out(
            ACTOR, request("reviewed"), TakenPart(frozenset(), frozenset({ISLA}))
        ),
        "You checked this; another person must release it.",
        "Ask a person with the role coordinator who neither requested nor checked it.",
    ),
    (
        lambda: release_requests.check_may_let_out(ACTOR, request("submitted"), NOBODY),
        "This request is waiting for two checkers, so it cannot become released.",
        "You can: give a decision, withdraw.",
    ),
    (
        lambda: release_requests.check_may_let_out(ACTOR, request("released"), NOBODY),
        "This request is already released, so it cannot become that again.",
        "Request the release of another table.",
    ),
    (
        lambda: local.check_may_let_local_out(ACTOR, LocalFigures(out_at=NOON)),
        "These figures have already been released.",
        "",
    ),
    (
        lambda: local.check_may_let_local_out(ACTOR, LocalFigures(kept_by_id=ISLA)),
        "You saved these figures, so you cannot release them.",
        "Another person must check and release them.",
    ),
    (
        lambda: local.check_may_let_local_out(ACTOR, LocalFigures(kept_by_id=MO, release=WITHDRAWN)),
        "The table they are based on was withdrawn.",
        "The reason given: A class was counted twice.",
    ),
    (
        lambda: trends.check_reason(" "),
        "A choice about a chart needs its reason.",
        "Give a reason in a few words.",
    ),
    (
        lambda: trends.check_may_take_off(Mark(stands=False)),
        "This annotation has already been removed.",
        "Nothing needs to be done.",
    ),
    (
        lambda: trends.check_mark_fits(Mark(kind="exclude"), [], []),
        "This annotation is about one point.",
        "Choose a period that has a measured value.",
    ),
    (
        lambda: trends.check_mark_fits(Mark(kind="baseline"), [], []),
        "The baseline needs a number of points.",
        "Say how many, best 12 or more.",
    ),
    (
        lambda: trends.check_mark_fits(Mark(kind="chart", chart="p"), [], []),
        "Say which chart and which rules.",
        "Choose one of each.",
    ),
    (
        lambda: voices.check_names_nobody("Write to isla@example.org."),
        "This seems to contain an e-mail address.",
        "Remove it: nothing that could identify a child may be kept here.",
    ),
    (
        lambda: voices.check_said("need", None, ListeningEvent(listening_id=1), [], 1),
        "A theme is missing.",
        "Choose the wellbeing indicator it is about.",
    ),
    (
        lambda: voices.check_said("need", "safe", ListeningEvent(listening_id=2), [], 1),
        "That event belongs to another record.",
        "Choose one of its own events.",
    ),
    (
        lambda: voices.check_said(
            "barrier", "safe", ListeningEvent(listening_id=1), [Said(kind="solution", listening_id=1)], 1
        ),
        "A line of the list “barrier” does not answer a solution.",
        "Link barriers to needs, solutions to barriers or needs, and what adults agreed to solutions or "
        "barriers.",
    ),
    (
        lambda: voices.check_line({}),
        "A change is either counted or estimated.",
        "Give all four counts of the same children, or the lowest and the highest estimate, not both.",
    ),
    (
        lambda: voices.check_line({"n": 12, "before": 3, "better": 1}),
        "A change is either counted or estimated.",
        "Give all four counts of the same children, or the lowest and the highest estimate, not both.",
    ),
    (
        lambda: voices.check_line({"low": 30, "high": 20}),
        "The estimates run from 30% to 20%.",
        "Give the lower first, from 0 to 100.",
    ),
    (
        lambda: voices.check_line({"low": 30, "high": 101}),
        "The estimates run from 30% to 101%.",
        "Give the lower first, from 0 to 100.",
    ),
    (
        lambda: voices.check_line({"n": 9, "before": 3, "better": 1, "worse": 0}),
        "9 children are too few to show.",
        "Give figures of 10 children or more: with fewer, readers could identify a child.",
    ),
    (
        lambda: voices.check_response(10, 11),
        "11 answered of 10 asked.",
        "Swap the two, or correct the larger.",
    ),
    (
        lambda: programme.check_terms(Round(slot_months=[])),
        "The slot months are not given.",
        "Give each month with a slot once, by its number: 9 for September, 3 for March.",
    ),
    (
        lambda: programme.check_terms(Round(slot_months=[9, 13])),
        "The slot months are [9, 13].",
        "Give each month with a slot once, by its number: 9 for September, 3 for March.",
    ),
    (
        lambda: programme.check_terms(Round(slot_months=[9], areas_per_slot=0)),
        "The number of areas in one slot is 0.",
        "Give at least one.",
    ),
    (
        lambda: programme.check_terms(Round(slot_months=[9], areas_per_slot=1, funded_years=0)),
        "The number of years funded is 0.",
        "Give at least one.",
    ),
    (
        lambda: programme.check_terms(
            Round(slot_months=[9], areas_per_slot=1, funded_years=1, consultants_at_once=0)
        ),
        "The number of areas with consultants at a time is 0.",
        "Give at least one.",
    ),
    (
        lambda: programme.check_slot(SURVEYS, date(2026, 9, 2)),
        "2 September 2026 is not the first of a month.",
        "A slot is named by the first day of its month.",
    ),
    (
        lambda: programme.check_slot(SURVEYS, date(2026, 10, 1)),
        "Round one has no survey slot in October.",
        "Choose September or March.",
    ),
    (
        lambda: programme.check_same_round(
            Site(name="Angus", round_id=1), Tranche(name="Autumn", round_id=2)
        ),
        "Angus is in another round than Autumn.",
        "Add the area to that round first.",
    ),
    (
        lambda: programme.check_still_in(Site(name="Angus", withdrawn_on=DAY)),
        "Angus has withdrawn.",
        "Clear the date of its withdrawal first.",
    ),
    (
        lambda: programme.check_order(Site(contacted_on=DAY, visited_on=BEFORE)),
        "The visit would come before the first contact.",
        "Check both dates.",
    ),
    (
        lambda: programme.check_room_left(Session(name="Day one", room_for=20), 18, 3),
        "Day one has room for 20, and 18 are counted already.",
        "2 more can come. Increase the number of places if there is a larger room.",
    ),
    (
        lambda: programme.check_unused(Session(name="Day one", held_on=BEFORE), 3, 1, True, DAY),
        "Day one is over.",
        "Offer places of a day still to come.",
    ),
    (
        lambda: programme.check_unused(Session(name="Day one", held_on=DAY), 3, 4, True, DAY),
        "Day one has 3 unused places, and 4 are asked for.",
        "Areas of the programme come first. Wait, or agree a smaller number.",
    ),
    (
        lambda: programme.check_unused(Session(name="Day one", held_on=DAY), 3, 3, False, DAY),
        "Another area asked earlier.",
        "Offer the places in the order in which they were asked for.",
    ),
    (
        lambda: decisions.check_says_enough(" ", "Open the hubs?", "Yes.", "Cost."),
        "It has no title.",
        "Give it a short title.",
    ),
    (
        lambda: decisions.check_says_enough("Yes", " ", "Yes.", "Cost."),
        "The question is missing.",
        "Write the question as it was put to the group.",
    ),
    (
        lambda: decisions.check_says_enough("Yes", "Open the hubs?", " ", "Cost."),
        "The decision is missing.",
        "Write the decision in a sentence or two.",
    ),
    (
        lambda: decisions.check_says_enough("Yes", "Open the hubs?", "Yes.", " "),
        "The reason is missing.",
        "Write the reason: a decision without one cannot be recorded.",
    ),
    (
        lambda: decisions.check_options(
            Decision.Result.APPROVED, [OptionPut("One", True, ""), OptionPut("Two", True, "")]
        ),
        "2 options are marked as chosen: One, Two.",
        "Mark one.",
    ),
    (
        lambda: decisions.check_options(Decision.Result.APPROVED, [OptionPut("One", False, "Cost.")]),
        "No option is marked as chosen.",
        "Mark the option that was approved.",
    ),
    (
        lambda: decisions.check_options(Decision.Result.APPROVED, [OptionPut(" ", True, "")]),
        "An option has no title.",
        "Give it a title, or leave its row empty.",
    ),
    (
        lambda: decisions.check_options(
            Decision.Result.APPROVED, [OptionPut("One", True, ""), OptionPut("Two", False, " ")]
        ),
        "The reason for not choosing “Two” is missing.",
        "Give the group’s reason.",
    ),
    (
        lambda: decisions.check_proposal(Proposal(title="Hubs", state="draft"), None),
        "“Hubs” is still a draft.",
        "Submit it first.",
    ),
    (
        lambda: decisions.check_proposal(Proposal(title="Hubs", state="withdrawn"), None),
        "“Hubs” was withdrawn.",
        "Remove it from the agenda.",
    ),
    (
        lambda: decisions.check_proposal(Proposal(title="Hubs", state="decided"), None),
        "“Hubs” has already been decided.",
        "Open that decision and supersede it. Both are kept.",
    ),
    (
        lambda: decisions.check_supersedes(Decision(title="Old"), meeting(), Decision(title="New")),
        "“Old” has already been superseded, by “New”.",
        "Supersede that one instead.",
    ),
    (
        lambda: decisions.check_supersedes(Decision(title="Old", meeting=meeting(AFTER)), meeting(), None),
        "“Old” was decided on 17 November 2026, after this meeting.",
        "A decision is superseded by a later one.",
    ),
    (lambda: decisions.check_meeting(ENDED, DAY, []), "“Old board” has ended.", "Choose an active group."),
    (
        lambda: decisions.check_meeting(TOP, DAY, [meeting()]),
        "“Board” already has a meeting on 16 November 2026.",
        "Open that meeting, or choose another day.",
    ),
    (
        lambda: decisions.check_may_move(meeting(), TOP, AFTER, has_decisions=True),
        "This meeting has recorded decisions, so its date and group cannot be changed.",
        "Change the other fields only.",
    ),
    (
        lambda: decisions.check_may_move(meeting(), BELOW, DAY, has_decisions=True),
        "This meeting has recorded decisions, so its date and group cannot be changed.",
        "Change the other fields only.",
    ),
    (
        lambda: progress.check_update(on=DAY, today=DAY, reason=" ", last_on=None),
        "The reason for the status is missing.",
        "Say in a sentence why you chose this status.",
    ),
    (
        lambda: progress.check_update(on=AFTER, today=DAY, reason="Ill.", last_on=None),
        "The update is dated in the future.",
        "Give the day it is about, today at the latest.",
    ),
    (
        lambda: progress.check_update(on=BEFORE, today=DAY, reason="Ill.", last_on=DAY),
        "There is a later update already, of 16 November 2026.",
        "Updates are added in order of date. Add a new one, dated today.",
    ),
    (
        lambda: progress.check_milestone(done_on=AFTER, today=DAY),
        "The milestone would be reached in the future.",
        "Enter it as the expected date.",
    ),
    (
        lambda: administration.check_code_holds(
            FirstAccountCode(issued_at=NOON), NOON + timedelta(hours=24.1)
        ),
        "There is no code that holds now.",
        "Whoever runs this installation gets another with: realign first-account",
    ),
    (
        lambda: administration.check_code_holds(
            FirstAccountCode(issued_at=NOON, wrong_tries=administration.MOST_WRONG_TRIES), NOON
        ),
        "The code was mistyped too often and holds no more.",
        "Whoever runs this installation gets another with: realign first-account",
    ),
    (
        lambda: administration.check_may_invite(Invitation(accepted_at=NOON), is_active=True),
        "This person has accepted already.",
        "They can reset their password from the sign-in page.",
    ),
    (
        lambda: administration.check_may_invite(None, is_active=False),
        "This person’s place is closed.",
        "Open it again first, under their roles.",
    ),
    (
        lambda: administration.check_may_withdraw(None),
        "This person was not invited by e-mail.",
        "Close their place instead.",
    ),
    (
        lambda: administration.check_may_withdraw(Invitation(accepted_at=NOON)),
        "This person has accepted already.",
        "Close their place instead.",
    ),
    (
        lambda: administration.check_may_withdraw(Invitation(withdrawn_at=NOON)),
        "This invitation is withdrawn already.",
        "",
    ),
    (
        lambda: administration.check_may_merge(ANGUS, ANGUS),
        "An organisation cannot be merged into itself.",
        "Choose the one that stays.",
    ),
    (
        lambda: administration.check_may_merge(ANGUS, DUNDEE),
        "Angus Council and Dundee City Council serve different areas (S12000041 and S12000042), so they "
        "are two organisations.",
        "If one of these is wrong, correct it first.",
    ),
    (
        lambda: administration.check_nothing_belongs(ANGUS, [("services", 2), ("seats", 1)]),
        "Records point at Angus Council: services and seats.",
        "Merge it into another organisation, or end its part: what it did stays on record.",
    ),
    (
        lambda: administration.check_some_word_is_offered([False, False]),
        "Nothing could be chosen from this list.",
        "Offer another of its words first.",
    ),
    (
        lambda: files.check_second_person(ACTOR, Import(started_by_id=ISLA), second_person=True),
        "You entered this, so another person must import it.",
        "Ask a colleague whose role allows it to look at it.",
    ),
    (
        lambda: files.check_no_identifiers(["column name: names", "column born: dates"]),
        "This file may not be kept, because it could identify people: column name: names; column born: "
        "dates.",
        "Remove these columns, or replace them where the file was made: date of birth by age, postcode by"
        " data zone, names and numbers by a pseudonym.",
    ),
    (
        lambda: files.check_can_open(Dataset(path=""), DAY),
        "These data were erased.",
        "Ask the organisation that collected them for a new copy, if you are entitled to one.",
    ),
    (
        lambda: files.check_can_open(Dataset(path="x", expires_on=BEFORE), DAY),
        "These data could be used until 15 November 2026, which has passed.",
        "Erase them, or agree a later date with the provider of the data and record it.",
    ),
    (
        lambda: partnerships.check_may(ACTOR, "groups.edit"),
        "Your role in this partnership does not include this.",
        "People with the role coordinator or group lead or committee officer can help.",
    ),
    (
        lambda: partnerships.check_may(ACTOR, "nothing.at-all"),
        "Your role in this partnership does not include this.",
        "Ask your partnership administrator.",
    ),
    (
        lambda: partnerships.check_own_roles(Membership(roles=[]), [], True),
        "You cannot remove your own administrator role.",
        "Ask another administrator to do it.",
    ),
    (
        lambda: partnerships.check_own_roles(
            Membership(roles=["partnership-administrator"]),
            ["partnership-administrator", "coordinator"],
            True,
        ),
        "You cannot give yourself a role you do not hold: coordinator.",
        "Another partnership administrator can. If there is none, add one first.",
    ),
    (
        lambda: partnerships.check_ours(ACTOR, Release(partnership_id=2)),
        "That belongs to another partnership.",
        "Choose one of this partnership.",
    ),
    (
        lambda: partnerships.check_slug_free("add", {"add"}),
        "“add” is used in addresses for something else.",
        "Give it a fuller name.",
    ),
    (
        lambda: partnerships.check_word("x", [("a", "Apple"), ("b", "Bread")]),
        "“x” is no word of this list.",
        "The list holds: Apple, Bread.",
    ),
    (
        lambda: publishing.check_second_person(SYSTEM, []),
        "A person publishes this.",
        "A person who did not write it publishes it.",
    ),
    (
        lambda: publishing.check_second_person(ACTOR, [ISLA]),
        "You wrote this; another person must publish it.",
        "A person who did not write it publishes it.",
    ),
    (
        lambda: publishing.check_not_writer(ACTOR, [ISLA], "report"),
        "You wrote part of this report; another person must publish it.",
        "A person who did not write it publishes it.",
    ),
    (
        lambda: publishing.check_reason(publishing.noticed_in([("", "Mo Reid said so.")], ["Mo Reid"]), " "),
        "Somebody could be recognised: Mo Reid.",
        "Have the words changed, or say why they may be published as they are.",
    ),
    (
        lambda: publishing.check_note(" ", []),
        "A withdrawal needs a reason.",
        "Say what was wrong, for those who read or used it.",
    ),
    (
        lambda: publishing.check_note("Mo Reid said so.", ["Mo Reid"]),
        "This reason will be public, and a person could be recognised from it: Mo Reid.",
        "Say it without the name, number or quotation.",
    ),
    (
        lambda: alignment.check_support(OUT, None, None, "It shows it."),
        "Nothing is chosen.",
        "Choose a commitment, an outcome, or both.",
    ),
    (
        lambda: alignment.check_support(
            OUT, Commitment(priority_id=1), Outcome(priority_id=2), "It shows it."
        ),
        "The commitment and the outcome belong to two priorities.",
        "Choose an outcome of the same priority.",
    ),
    (
        lambda: alignment.check_support(OUT, Commitment(priority_id=1), None, " "),
        "What the finding shows is missing.",
        "Describe it in a few words.",
    ),
    (
        lambda: plans.check_order(DAY, DAY),
        "The plan would end before it starts.",
        "Change one of the two dates.",
    ),
    (
        lambda: plans.check_ready_to_publish(False, True),
        "The plan has no lead bodies.",
        "Name the councils and the health board.",
    ),
    (
        lambda: plans.check_ready_to_publish(True, False),
        "The plan has no priorities.",
        "Choose its priorities first.",
    ),
    (
        lambda: plans.LIFE.check_can_become(Plan(status="superseded"), plans.Status.FULL),
        "This plan is superseded, so it cannot become in force.",
        "Add the next plan instead.",
    ),
    (
        lambda: plans.LIFE.check_can_become(Plan(status="interim"), plans.Status.REVISED),
        "This plan is interim, so it cannot become revised.",
        "You can: bring into force, mark as superseded.",
    ),
    (
        lambda: priorities.check_dates(DAY, BEFORE),
        "The work would be done before it starts.",
        "Change the start or the date it is due.",
    ),
    (lambda: priorities.check_reviewed(" "), "The reason is missing.", "Give the reason in a few words."),
    (
        lambda: priorities.check_target(1, 2, DAY, DAY),
        "The target's date is not after the baseline's.",
        "Give the target a later date.",
    ),
    (
        lambda: priorities.check_target(2, 2, DAY, AFTER),
        "The target is the same as the baseline.",
        "Give a different target.",
    ),
    (
        lambda: priorities.check_goal_is_written(12.25, "%"),
        "Percentages are written to one decimal, and the target 12.25% has more.",
        "Type the target to one decimal.",
    ),
    (
        lambda: priorities.check_outcome_fits(1, 2),
        "That outcome belongs to another priority.",
        "Choose an outcome of the action's own priority.",
    ),
    (
        lambda: priorities.check_may_join(Commitment(pk=1), Commitment(pk=1)),
        "A commitment cannot repeat itself.",
        "Choose two different commitments.",
    ),
    (
        lambda: priorities.check_may_join(Commitment(pk=1, text="Homes", same_as_id=3), Commitment(pk=2)),
        "“Homes” is already merged with another commitment.",
        "Choose the commitment it is merged with.",
    ),
    (
        lambda: priorities.check_lead_of_repeat(
            Commitment(same_as=Commitment(priority=Priority(number=1, title="Safe homes"), lead=ANGUS)),
            DUNDEE.pk,
        ),
        "This repeats a commitment of Priority 1: Safe homes; lead: Angus Council. One organisation "
        "leads both.",
        "Change the lead there, or separate the two.",
    ),
    (
        lambda: proposals.check_may_change(Proposal(state="submitted")),
        "This proposal is submitted and cannot be changed.",
        "Return it to draft first.",
    ),
    (
        lambda: proposals.check_may_change(Proposal(state="decided")),
        "This proposal is decided and cannot be changed.",
        "It has been decided. Write a new proposal.",
    ),
    (
        lambda: proposals.check_may_change(Proposal(state="withdrawn")),
        "This proposal is withdrawn and cannot be changed.",
        "Reopen it first.",
    ),
    (
        lambda: proposals.check_may_submit(["The group is missing.", "Costs are missing."]),
        "This proposal is not ready.",
        "The group is missing. Costs are missing.",
    ),
    (lambda: proposals.check_withdrawal(" "), "The reason is missing.", "Say why the proposal is withdrawn."),
    (
        lambda: proposals.check_option(is_do_nothing=False, is_preferred=True, rejected_because="Cost."),
        "This option is preferred but gives a reason against it.",
        "Clear the reason, or prefer another option.",
    ),
    (
        lambda: gaps.check_says_enough({"effect": " "}),
        "The effect is missing.",
        "Say what cannot be monitored or decided because of it.",
    ),
    (
        lambda: gaps.check_says_enough({"effect": "Nobody knows."}),
        "The gap has no owner.",
        "Name an owner, or the group responsible.",
    ),
    (
        lambda: gaps.check_public({"is_public": True, "kind": Gap.Kind.TOO_FEW}),
        "A gap caused by small numbers cannot be public.",
        "Saying where children are few points at them. Leave “Public” empty.",
    ),
    (
        lambda: gaps.check_is_open(Gap(title="Sleep", ending="filled", ended_on=DAY)),
        "“Sleep” is closed.",
        "Reopen it first, with a reason.",
    ),
    (lambda: gaps.check_is_closed(Gap(title="Sleep")), "“Sleep” is open.", "Nothing needs to be done."),
    (
        lambda: gaps.check_reason(" "),
        "The reason is missing.",
        "Give a reason: it is kept in the history of the gap.",
    ),
    (
        lambda: groups.check_names_free(["The Board"], [Group(name="Old", aliases=["the-board"])]),
        "“The Board” is already a name of the group “Old”.",
        "Give this group another name, or remove the name from the other group first.",
    ),
    (
        lambda: groups.check_reports_to(TOP, Group(name="Far", partnership_id=2), []),
        "That group belongs to another partnership.",
        "Choose a group of this partnership.",
    ),
    (lambda: groups.check_reports_to(BELOW, ENDED, []), "“Old board” has ended.", "Choose an active group."),
    (
        lambda: groups.check_reports_to(BELOW, None, [TOP, BELOW]),
        "Every active group but one reports to another, and “Board” is already at the top.",
        "Say which group “Reform” reports to, or mark it as proposed.",
    ),
    (
        lambda: groups.check_reports_to(TOP, BELOW, [TOP, BELOW]),
        "These groups would report to each other in a circle: Board → Reform → Board.",
        "Choose a group that does not report to this one.",
    ),
    (
        lambda: groups.check_no_group_yet([TOP]),
        "There is a group already: “Board”.",
        "Set up each further group with “Add a group”.",
    ),
    (
        lambda: groups.check_not_joined_to_itself(TOP, [TOP]),
        "“Board” cannot be linked to itself.",
        "Leave the group itself out of the list.",
    ),
    (lambda: groups.check_may_end(ENDED, []), "“Old board” has ended already.", ""),
    (
        lambda: groups.check_may_end(TOP, [BELOW]),
        "“Reform” still reports to “Board”.",
        "Give them another group to report to first, or end them too.",
    ),
    (
        lambda: groups.check_may_end(TOP, [BELOW, Group(name="Data", status="proposed")]),
        "“Reform” and “Data” still report to “Board”.",
        "Give them another group to report to first, or end them too.",
    ),
    (
        lambda: groups.check_has_not_ended(ENDED),
        "“Old board” has ended, so its seats cannot be changed.",
        "Make the group active again first, by editing it.",
    ),
    (
        lambda: groups.check_may_fill(Seat(group=TOP), " ", DAY),
        "The name is missing.",
        "Choose who takes the seat, or give their name in words.",
    ),
    (
        lambda: groups.check_may_fill(Seat(group=TOP, ends_on=BEFORE), "Mo", DAY),
        "This seat has ended.",
        "Add a new seat to the group.",
    ),
    (lambda: groups.check_may_vacate(Seat(group=TOP), DAY, None), "This seat is already vacant.", ""),
    (lambda: groups.check_may_end_seat(Seat(ends_on=DAY), DAY), "This seat ended on 16 November 2026.", ""),
    (
        lambda: groups.check_may_end_seat(Seat(starts_on=DAY), BEFORE),
        "The seat would end before it starts.",
        "Give a later day.",
    ),
    (
        lambda: groups.check_pair(DUNDEE.pk, Seat(post="Sponsor", organisation=ANGUS)),
        "“Sponsor” sits for Angus Council, another organisation than this seat.",
        "Pair seats of the same organisation.",
    ),
    (
        lambda: indicators.check_name_free("", False),
        "This title cannot be used in an address.",
        "Give it a title with letters a to z.",
    ),
    (
        lambda: indicators.check_name_free("core", False),
        "“core” is used in addresses for something else.",
        "Give it a fuller name.",
    ),
    (
        lambda: indicators.check_name_free("sleep", True),
        "There is already an indicator with this title.",
        "Give it another, or edit that one.",
    ),
    (
        lambda: indicators.check_usable(" "),
        "An indicator needs a note on what it can be used for.",
        "Say what readers can conclude from it, and what they cannot.",
    ),
    (
        lambda: indicators.check_story(" "),
        "The commentary needs a reason.",
        "Say what lies behind the figures.",
    ),
    (
        lambda: indicators.check_decided(" "),
        "A decision about a finding needs its reason.",
        "Give the reason.",
    ),
    (
        lambda: indicators.check_corrected_with_reason(1, " "),
        "There is another value for this place and period already.",
        "Say why it is corrected. What was said before stays readable.",
    ),
    (lambda: services.check_ages(5, 4), "The ages run from 5 to 4.", "Give the younger age first."),
    (lambda: services.check_year("2025/27"), "“2025/27” is not a report year.", "Write it like 2025/26."),
    (
        lambda: services.check_running(Service(name="Nurture", ended_on=DAY)),
        "“Nurture” ended on 16 November 2026, so it cannot be changed.",
        "Add a new service if it has started again.",
    ),
    (
        lambda: services.check_may_end(Service(name="Nurture"), DAY, " "),
        "The reason is missing.",
        "Give the reason in a sentence that families could read.",
    ),
    (
        lambda: services.check_shares({"cure": 100}),
        "There is no prevention class called cure.",
        "Use primary, secondary, tertiary, responsive.",
    ),
    (
        lambda: services.check_shares({"primary": 99}),
        "The shares add up to 99, and must add up to 100.",
        "Say how much of the service has each purpose; write 0 for none.",
    ),
    (
        lambda: services.check_shares({"primary": 101, "secondary": -1}),
        "A share is below nothing.",
        "Write 0 for a purpose that the service does not have.",
    ),
    (
        lambda: sources.check_may_move(Linkage(state="proposed"), Linkage.State.AGREED, 2),
        "It is missing: what it is for, the legal basis, who links, who oversees it, what is kept, until "
        "when it is kept, the data protection impact assessment.",
        "Add it first; then the linkage can be agreed.",
    ),
    (
        lambda: sources.check_may_move(Linkage(state="ended"), Linkage.State.AGREED, 2),
        "This linkage is ended, so it cannot become agreed.",
        "Propose a new linkage.",
    ),
    (
        lambda: sources.check_may_change(Linkage(title="Births and schools", state="running")),
        "“Births and schools” is running and cannot be changed.",
        "Propose a new linkage, and end this one when the new one is agreed.",
    ),
    (
        lambda: assurance.check_assessment(AFTER, DAY, ["a1"], [judged(3)]),
        "The assessment is dated in the future.",
        "Give the day on which it was made, today at the latest.",
    ),
    (
        lambda: assurance.check_assessment(DAY, DAY, ["a1", "a2"], [judged(3), judged(3, code="b1")]),
        "Each step must be scored once; not in the list: b1; missing: a2.",
        "Score each step once; leave the score out if it is not known.",
    ),
    (
        lambda: assurance.check_assessment(DAY, DAY, ["a1"], [judged(3), judged(2)]),
        "Each step must be scored once; more than once: a1.",
        "Score each step once; leave the score out if it is not known.",
    ),
    (lambda: assurance.check_step(judged(5)), "Step a1 has the score 5.", "Scores run from 0 to 4."),
    (lambda: assurance.check_step(judged(-1)), "Step a1 has the score -1.", "Scores run from 0 to 4."),
    (
        lambda: assurance.check_step(judged(0, " ")),
        "Step a1 has a score and no evidence.",
        "Add the evidence, or leave the score out.",
    ),
    (
        lambda: learning.check_day(ACTOR, TOP, AFTER),
        "That date is in the future.",
        "Add the answers after the meeting.",
    ),
    (lambda: learning.check_counts(5, [3, 3]), "6 answers of 5 members.", "Count each member once."),
    (
        lambda: learning.check_counts(5, [0, 0], [0]),
        "There are no answers.",
        "Add the answers of at least one member.",
    ),
    (
        lambda: learning.check_questions([Answered("q9")], ["q1", "q2"]),
        "There is no question “q9”.",
        "The questions are: q1, q2.",
    ),
    (
        lambda: reports.check_part_of_year(PLAN_YEAR, PLAN_YEAR.starts_on),
        "The report must end in its year, 2026/27.",
        "Choose a day after 1 April 2026, and 31 March 2027 at the latest.",
    ),
    (
        lambda: reports.check_part_of_year(PLAN_YEAR, date(2027, 4, 1)),
        "The report must end in its year, 2026/27.",
        "Choose a day after 1 April 2026, and 31 March 2027 at the latest.",
    ),
    (
        lambda: reports.check_is_draft(Report(title="Report", state="published")),
        "“Report” is published and cannot be changed.",
        "Start a new version; it will say which one it replaces.",
    ),
    (
        lambda: reports.check_may_publish(Report(title="Report", state="draft", ends_on=DAY), DAY),
        "The period of this report runs until 16 November 2026.",
        "It can be published after that day. Until then the draft can be read as a preview.",
    ),
    (
        lambda: reports.check_may_publish(
            Report(state="draft", ends_on=DAY), DAY + timedelta(days=reports.EXPLAIN_AFTER_DAYS + 1)
        ),
        "91 days have passed since the period ended, and the reason for the delay is missing.",
        "Add the reason first: it is required after 90 days.",
    ),
    (
        lambda: reports.check_may_supersede(Report(state="draft")),
        "This report is a draft.",
        "Change it; a new version is for one that is published.",
    ),
    (
        lambda: reports.year_called(
            Plan(title="The plan", starts_on=date(2026, 4, 1), ends_on=date(2028, 3, 31)), "2031/32"
        ),
        "“The plan” has no report year 2031/32.",
        "Its years are 2026/27, 2027/28.",
    ),
]


def test_several_things_that_stop_a_needs_assessment_are_told_together_and_each_way_on_once():
    checks = [
        AssessmentCheck(code, code.title(), False, "", "Add a source.", True) for code in ("needs", "demand")
    ]
    with pytest.raises(Refusal) as refused:
        needs.check_may_publish(NeedsAssessment(title="Needs"), checks)
    assert (refused.value.reason, refused.value.what_to_do) == ("Needs; Demand: missing.", "Add a source.")


@pytest.mark.parametrize(
    ("unit", "title", "total"),
    [
        ("Number", "Pupils", True),
        ("Count", "Pupils", True),
        ("£000s", "Spending", True),
        ("%", "Pupils", False),
        ("", "Number of pupils", True),
        ("", "No. of pupils", True),
        ("", "Gross costs of schools (£000s)", True),
        ("", "Average number of pupils", False),
    ],
)
def test_places_of_different_size_are_not_compared_by_counts_and_whole_spending(unit, title, total):
    assert trends.is_total(Indicator(unit=unit, title=title)) is total


@pytest.mark.parametrize(("verb", "now"), [("let out", "released"), ("published", "published")])
def test_an_act_is_called_by_its_name_of_today(verb, now):
    assert verb_now(verb) == now


@pytest.mark.parametrize(
    ("ask", "reason", "what_to_do"), REFUSED, ids=[reason[:60] for _, reason, _ in REFUSED]
)
def test_a_rule_says_why_and_what_to_do(ask, reason, what_to_do):
    with pytest.raises(Refusal) as refused:
        ask()
    assert (refused.value.reason, refused.value.what_to_do) == (reason, what_to_do)
