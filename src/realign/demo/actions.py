"""Building the demonstration partnership, room by room, through the actions that people use."""

from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command
from django.db import transaction

from realign.demo.loaders import (
    alignment,
    assessment,
    assurance,
    decisions,
    findings,
    focus_and_pace,
    gaps,
    groups,
    indicators,
    needs,
    partnership,
    pathways,
    plans,
    priorities,
    programme,
    progress,
    proposals,
    publishing,
    reports,
    series,
    service_register,
    surveys,
    trends,
    voices,
)
from realign.demo.rules import check_demonstration_may_be_built
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor

SLUG = "tayside"

# in the order of the data flow: each may point at what the ones before it made
STEPS: tuple[tuple[str, Callable[[Actor], None]], ...] = (
    ("Organisations and people", partnership.load_organisations_and_people),
    ("Groups and their structure", groups.load_groups),
    ("Services and what they cost", service_register.load_services),
    ("Indicators and their values", indicators.load_indicators),
    ("Series for every council", series.load_series),
    ("What is recorded about charts", trends.load_trends),
    ("The survey, and what it shows", surveys.load_survey_and_findings),
    ("What else is known", findings.load_findings),
    ("The evidence programme", programme.load_programme),
    ("Needs, and the services that answer them", needs.load_needs),
    ("Pathways and points of transition", pathways.load_pathways),
    ("What people told us", voices.load_voices),
    ("The vision, priorities and actions", priorities.load_priorities),
    ("Reviews of targets", trends.load_target_reviews),
    ("The plans", plans.load_plans),
    ("A proposal with its twenty-three answers", proposals.load_proposal),
    ("A proposal that is only begun", proposals.load_draft),
    ("Meetings and decisions", decisions.load_meetings_and_decisions),
    ("How it is going", progress.load_progress),
    ("What cannot be seen, and where data is", gaps.load_gaps),
    ("Evidence for commitments", alignment.load_alignment),
    ("The ten steps, twice", assurance.load_assessments),
    ("Focus and pace, asked three times", focus_and_pace.load_focus_and_pace),
    ("What is published, and what waits", publishing.publish_what_is_ready),
    ("The needs assessment", assessment.load_assessment),
    ("The reports", reports.load_reports),
)


def demonstration_is_loaded() -> bool:
    """Whether the demonstration partnership is there."""
    return Partnership.objects.filter(slug=SLUG, is_demo=True).exists()


def build_demonstration(*, at: datetime, say: Callable[[str], None]) -> Partnership:
    """Make the demonstration from nothing, whole or not at all; ``say`` is told each step.

    Raises Refusal where a real partnership lives, or where nobody said that a demonstration belongs here.
    """
    check_demonstration_may_be_built()
    with transaction.atomic():
        say("Places and frameworks")
        load_reference_lists(by=Registrar(at))
        by = partnership.set_up(SLUG, at)
        for title, load in STEPS:
            say(title)
            load(by)
    return by.partnership


def clear_installation() -> None:
    """Empty the database for a fresh demonstration; raises Refusal wherever one may not be built."""
    check_demonstration_may_be_built()
    call_command("flush", verbosity=0, interactive=False)
