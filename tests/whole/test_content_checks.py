"""Checks look at content: each is explained, and none is passed by the emptiest input that used to pass it."""

import ast
import inspect
import re
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils.text import slugify

from realign.analyse.programme.types import Judged, ReadinessVerdict, Signatures
from realign.foundations.guides import queries as guides
from realign.foundations.guides.types import GuideKind
from realign.foundations.partnerships.registry import CHECKS
from realign.foundations.partnerships.types import Refusal
from realign.methods.wording.substance import says_something
from realign.plan.priorities.types import ActionFacts
from realign.plan.proposals.models import Answer, Option, Proposal
from realign.plan.proposals.types import ProposalCompleteness, ProposalQuestion, QuestionWithAnswer
from realign.review.assurance.types import StepJudged
from realign.review.reports.forms import ReportForm
from realign.review.reports.models import Report

SOURCE = Path(settings.PACKAGE)
NOTE = "what-the-checks-read"
# names of classes that a check answers with end like this
ANSWERS = re.compile(
    r"(Check|Duty|Mark|Verdict|Sight|GroupGap|PeriodWarning|DateWarning|Break|TextFinding|CheckFinding)$"
)
# classes of such a name that are no answer about what people wrote
OTHERS = {
    "InstallationCheck": "what a command finds of the machine",
    "ContentCheck": "the entry of a check in the registry",
    "Mark": "an annotation of a chart",
    "ChartVerdict": "what a chart says of figures",
    "TrendVerdict": "what a trend says of figures",
    "ChainBreak": "where the chain of events does not hold",
}
HOLLOW = ("", " ", "x", "X.", "aaaa", "x x x", "-", "…", "tbc", "T.B.C.", "n/a", "N/A.", "to follow", "test")


def note():
    text = guides.guide(GuideKind.METHOD, NOTE)
    assert text is not None
    return text


def test_each_check_has_its_part_of_the_note_and_each_part_its_check():
    parts = {section.title: section.words for section in note().sections}
    assert {check.title for check in CHECKS.all()} == set(parts)
    for title, words in parts.items():
        assert words.startswith("Reads:") or words.startswith("Reads,"), title
        assert "Fooled by:" in words, title


def test_each_check_names_pages_that_are_there(tayside, client):
    known = {
        f"{resolver.namespace}:{getattr(pattern, 'name', '')}"
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None)
        for pattern in resolver.url_patterns
    }
    assert {page for check in CHECKS.all() for page in check.pages} - known == set()
    client.force_login(tayside.people["planner"])
    page = client.get(reverse("priorities:checks", args=["tayside"])).content.decode()
    assert f'href="{reverse("guides:method", args=[NOTE])}#{slugify("Consistency of the plan")}"' in page


def test_whatever_a_check_answers_belongs_to_a_check_that_is_registered():
    answers = {kind for check in CHECKS.all() for kind in check.answers}
    strange = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and ANSWERS.search(node.name) and node.name not in OTHERS:
                module = import_module(".".join(("realign", *path.relative_to(SOURCE).with_suffix("").parts)))
                kind = getattr(module, node.name)
                if (is_dataclass(kind) or issubclass(kind, Enum)) and kind not in answers:
                    strange.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert strange == []


def test_a_room_that_reads_words_has_a_check_that_is_registered():
    rooms = {".".join(inspect.getmodule(check.run).__name__.split(".")[1:3]) for check in CHECKS.all()}
    rooms |= {"methods.wording", "foundations.administration"}
    readers = {
        ".".join(path.relative_to(SOURCE).parts[:2])
        for path in SOURCE.rglob("*.py")
        if "methods.wording.substance import" in path.read_text(encoding="utf-8")
    }
    assert readers - rooms == set()


# ------------------------------------------------------------ the emptiest input that used to pass each check


def duties(words):
    from_people = Report(
        title="Report", introduction=words, next_steps=words, delay_reason=words,
        starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31),
    )  # fmt: skip
    run = CHECKS.get("Duties of an annual report").run
    found = run(from_people, [], [], outcomes_tagged=0, days=400)
    return {duty.code for duty in found if duty.addressed}


@pytest.mark.parametrize("words", [*HOLLOW, "Introduction", "Next steps", "We began."])
def test_a_letter_in_three_boxes_meets_no_duty(words):
    assert duties(words) == set()
    whole = "Three hubs opened where children asked for them."
    assert duties(whole) == {"accessible", "linked-to-review", "promptly"}


def test_copied_help_says_nothing():
    report = Report(
        title="R", **{name: ReportForm.base_fields[name].help_text for name in ("introduction", "next_steps")}
    )
    found = CHECKS.get("Duties of an annual report").run(report, [], [], outcomes_tagged=0, days=0)
    assert {"accessible", "linked-to-review"} <= {duty.code for duty in found if not duty.addressed}


@pytest.mark.parametrize("words", HOLLOW)
def test_every_check_of_words_refuses_what_says_nothing(words):
    assert not says_something(words)
    for title, judge in WORDS.items():
        assert judge(words) is False, title
        assert judge("It was measured in four schools this spring") is True, title


def passes(check, *args, **values):
    try:
        check(*args, **values)
    except Refusal:
        return False
    return True


def run_of(title):
    return CHECKS.get(title).run


def of_resources(words):
    facts = ActionFacts(title="Open three youth hubs", lead="Angus", resources=words)
    return next(mark for mark in run_of("SMART marks of an action")(facts).marks if mark.letter == "A").earned


def of_answer(words):
    question = ProposalQuestion("1", 1, "What is the question?")
    return QuestionWithAnswer(question, Answer(code="1", text=words)).is_answered


def of_options(words):
    options = [Option(number=1, is_do_nothing=True, title="Nothing", rejected_because=words),
               Option(number=2, title="More", rejected_because="Too dear for what it does"),
               Option(number=3, title="Hubs", is_preferred=True)]  # fmt: skip
    return (
        run_of("Minimum for a proposal")(Proposal(group_id=1), ProposalCompleteness(0, 0, 0), options, True)
        == []
    )


def of_support(words):
    finding = SimpleNamespace(sentence="Children worry.")
    support = SimpleNamespace(stands=True, strength="strong", because=words, finding=finding)
    commitment = SimpleNamespace(same_as_id=None)
    return run_of("Evidence for commitments")(commitment, [support]).name == "KEEP"


def of_readiness(words):
    verdict = ReadinessVerdict((Judged("Leaders agree", met=True, evidence=words),))
    return passes(run_of("Readiness of an area"), verdict, Signatures((("a", "b"),), frozenset({("a", "b")})))


def of_strategy(words):
    commitment = SimpleNamespace(
        is_strategy=True, change_that_follows=words, text="A strategy", priority=None, number=1, pk=1,
        lead=None, same_as=None, same_as_id=None, stage="done", get_stage_display=lambda: "Done",
    )  # fmt: skip
    priority = SimpleNamespace(
        number=1, actions=SimpleNamespace(all=list), commitments=SimpleNamespace(all=lambda: [commitment])
    )
    return run_of("Consistency of the plan")([priority]) == []


def of_linkage(words):
    names = ("purpose", "legal_basis", "linked_by", "overseen_by", "kept", "kept_until", "assessed")
    return run_of("Linkages")(dict.fromkeys(names, words)) == []


def of_step(words):
    return passes(run_of("Ten steps"), StepJudged("4", 3, words, "", None, None))


def of_gap(words):
    return passes(run_of("Data gaps"), {"effect": words, "title": "A gap", "group": object()})


def of_finding(words):
    return passes(run_of("Source of a finding"), {"source": words})


def of_decision(words):
    return passes(run_of("Record of a decision"), "Hubs", "Open the hubs?", "Yes, three of them", words)


def of_reason(words):
    return passes(run_of("Reasons and notes"), words, "The reason is missing.", "Say why.")


WORDS = {
    "SMART marks of an action": of_resources,
    "Minimum for a proposal": of_options,
    "Minimum for a proposal: answers": of_answer,
    "Evidence for commitments": of_support,
    "Readiness of an area": of_readiness,
    "Consistency of the plan": of_strategy,
    "Linkages": of_linkage,
    "Ten steps": of_step,
    "Data gaps": of_gap,
    "Source of a finding": of_finding,
    "Record of a decision": of_decision,
    "Reasons and notes": of_reason,
}


# checks that read figures, dates and links, tried below or by the tests of their rooms
FIGURES = {
    "Indicators for outcomes": "tests/apps/plan/alignment/test_alignment.py",
    "Duties of an annual report": "tests/whole/test_content_checks.py",
    "Sections of a needs assessment": "tests/apps/analyse/needs/test_content.py",
    "Quality of data": "tests/apps/registers/indicators/test_checks.py",
    "Quality of survey answers": "tests/apps/analyse/surveys/test_design.py",
    "Links of the golden thread": "tests/whole/test_thread.py",
    "Stages of the cycle": "tests/apps/review/assurance/test_queries.py",
    "Period and readiness of a plan": "tests/apps/plan/plans/test_rules.py",
    "Wording of a paper": "tests/apps/plan/plans/test_checking.py",
    "What a group lacks": "tests/apps/registers/groups/test_queries.py",
    "Late and silent work": "tests/apps/deliver/progress/test_progress.py",
    "At the door to the public": "tests/whole/test_nothing_unreleased.py",
    "What is left to set up": "tests/whole/test_first_hour.py",
}


def test_each_check_is_tried_with_what_used_to_pass():
    tried = {title.partition(":")[0] for title in WORDS} | set(FIGURES)
    assert {check.title for check in CHECKS.all()} == tried
    assert [where for where in FIGURES.values() if not (Path(settings.ROOT) / where).exists()] == []
