"""Which record opens an address, where the room alone does not say."""

from typing import Any

from django.utils import timezone

from realign.analyse.fit.models import Match
from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.analyse.pathways.models import Placement, Stop
from realign.analyse.programme.models import (
    EarlierWork,
    Place,
    RoleHolder,
    Round,
    Secondment,
    Session,
    SignOff,
    Tranche,
    Waiting,
)
from realign.analyse.surveys.models import ColumnMapping, LocalFigures, Questionnaire, ReleaseRequest
from realign.analyse.trends.models import Mark
from realign.analyse.voices.models import (
    Change,
    ChangeLine,
    Listening,
    ListeningEvent,
    Pilot,
    PilotMeasure,
    Said,
    Story,
)
from realign.deliver.decisions.models import Meeting, OpenQuestion
from realign.deliver.progress.models import Milestone
from realign.foundations.files import actions as files
from realign.foundations.files.models import Dataset, FileLayout, Import
from realign.foundations.files.registry import format_for
from realign.foundations.files.remembered_layouts.actions import remember_layout
from realign.foundations.files.table_layouts.types import HeadingPattern, TableLayout
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.people.queries import SEND
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.work.models import Job
from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Action, Citation, Commitment, Outcome, Priority, Target
from realign.plan.proposals.models import Cost, Option, Proposal
from realign.registers.evidence.models import Finding, Release
from realign.registers.gaps.models import Concern, Gap
from realign.registers.groups.models import Group, Seat
from realign.registers.indicators.checks import findings
from realign.registers.indicators.models import Indicator
from realign.registers.services import queries as services
from realign.registers.services.models import Service, ServiceYear, Spend
from realign.registers.sources.models import Linkage
from realign.review.assurance.models import StepScore
from realign.review.learning.models import SelfAnswer
from realign.review.reports.models import Report

Samples = dict[str, dict[str, Any]]


def samples(partnership: Partnership) -> Samples:
    """Address name -> the varying parts of a sample address."""

    def first(model: Any, **where: Any) -> Any:
        record = model.objects.filter(partnership=partnership, **where).order_by("pk").first()
        if record is None:
            raise LookupError(f"the demonstration has no {model._meta.verbose_name} {where or ''}")
        return record

    evidence = _evidence(first) | _pathways(first) | _voices(first) | _programme(first)
    unsent = {"people:send-again": {"pk": _unsent_mail(partnership).pk}}
    return evidence | _plan(first) | _deliver(first) | _elsewhere(first) | unsent


def _unsent_mail(partnership: Partnership) -> Job:
    """An e-mail that could not be sent: the demonstration sends none."""
    person = partnership.memberships.select_related("user").order_by("pk").first()
    if person is None:
        raise LookupError("the demonstration has no member")
    job, _ = Job.objects.get_or_create(
        partnership=partnership,
        kind=SEND,
        state=Job.State.FAILED,
        addressee=person.user,
        defaults={
            "title": "An e-mail",
            "problem": "The mail server could not be reached.",
            "requested_at": timezone.now(),
            "ended_at": timezone.now(),
        },
    )
    return job


def _evidence(first: Any) -> Samples:
    request = {"pk": first(ReleaseRequest, state=ReleaseRequest.State.SUBMITTED).pk}
    release = {"slug": first(Release).slug}
    finding = {"slug": first(Finding, released_at__isnull=False).slug}
    changed = {"slug": first(Finding, replaces__isnull=False).slug}
    drafted = first(NeedsAssessment, state=NeedsAssessment.State.DRAFT)
    source = {"pk": first(NeedsSource, section__assessment=drafted).pk}
    section = {"slug": drafted.slug, "code": "needs"}
    published = {"slug": first(NeedsAssessment, state=NeedsAssessment.State.PUBLISHED).slug}
    linkage = {"slug": first(Linkage, state=Linkage.State.PROPOSED).slug}
    brought = {"pk": first(Import, kind="survey").pk}
    return {
        **{
            f"surveys:{name}": request
            for name in ("request", "submit", "withdraw", "review", "rework", "return", "let-out")
        },
        **{f"surveys:{name}": brought for name in ("answers", "accept", "columns", "headings", "set-aside")},
        **{
            f"surveys:{name}": {"slug": first(LocalFigures).slug}
            for name in ("local", "local-kept", "local-let-out")
        },
        **{
            f"files:{name}": {"slug": first(Dataset).slug}
            for name in ("dataset", "dataset-erase", "dataset-last-day")
        },
        "administration:word": {"list_slug": "tiers", "code": "universal"},
        "administration:word-add": {"list_slug": "group-kinds"},
        **{f"surveys:{name}": {"slug": first(ColumnMapping).slug} for name in ("mapping", "mapping-remove")},
        "surveys:questionnaire": {"slug": first(Questionnaire).slug},
        **{f"evidence:{name}": release for name in ("release", "withdraw")},
        **{f"evidence:{name}": finding for name in ("finding", "finding-edit")},
        **{f"evidence:finding-{name}": changed for name in ("release", "drop-change")},
        **{f"needs:{name}": {"slug": drafted.slug} for name in ("assessment", "edit", "preview", "publish")},
        **{f"needs:{name}": section for name in ("section", "section-edit", "source-add")},
        **{f"needs:source-{name}": source for name in ("edit", "replace", "drop")},
        **{f"needs:{name}": published for name in ("public-assessment", "new-version")},
        "needs:download": published | {"format": "pdf"},
        "gaps:concern-drop": {"pk": first(Concern).pk},
        "gaps:reopen": {"slug": first(Gap, ending="seen").slug},
        **{f"sources:linkage{name}": linkage for name in ("", "-edit", "-end")},
        "sources:linkage-move": linkage | {"to": "agreed"},
    }


def _programme(first: Any) -> Samples:
    area = {"slug": "dundee-3"}
    tranche, day = {"slug": first(Tranche).slug}, {"slug": first(Session).slug}
    waiting = {"pk": first(Waiting, state=Waiting.State.WAITING).pk}
    held = {"slug": first(Round).slug}
    return {
        "programme:condition": {**area, "code": "people"},
        "programme:element": {**area, "code": "evidence"},
        "programme:sign": {**area, "sector": "health", "purpose": "use"},
        "programme:take-back": {"pk": first(SignOff, site__slug="dundee-3", sector__code="health").pk},
        **{f"programme:{name}": tranche for name in ("tranche", "tranche-edit", "place-add")},
        "programme:place-give-up": {"pk": first(Place).pk},
        **{f"programme:{name}": day for name in ("session", "session-edit", "attendance-add", "waiting-add")},
        **{f"programme:{name}": waiting for name in ("waiting-offer", "waiting-answer")},
        "programme:benefit": {**held, "code": "picture"},
        "programme:holder-add": {**held, "code": "area-manager"},
        "programme:holder-edit": {"pk": first(RoleHolder).pk},
        "programme:oversight": {**held, "code": "learning-network"},
        "programme:round-edit": held,
        "programme:earlier-edit": {"pk": first(EarlierWork).pk},
        "programme:secondment-edit": {"pk": first(Secondment).pk},
    }


def _plan(first: Any) -> Samples:
    draft = first(Proposal, state=Proposal.State.DRAFT)
    action = {"slug": first(Action).slug}
    outcome = {"slug": first(Outcome).slug}
    commitment = first(Commitment)
    plan = first(Plan, status=Plan.Status.FULL)
    edits = ("edit", "option-add", "cost", "submit", "take-back", "withdraw")
    return {
        **{f"proposals:{name}": {"slug": draft.slug} for name in edits},
        "proposals:question": {"slug": draft.slug, "code": "1a"},
        "proposals:option-edit": {"pk": first(Option, proposal=draft).pk},
        "proposals:option-remove": {"pk": first(Option, proposal=draft).pk},
        "proposals:cost-remove": {"pk": first(Cost).pk},
        "services:money-remove": {"pk": first(Spend).pk},
        "services:year-remove": {"pk": first(ServiceYear).pk},
        **{
            f"priorities:{name}": action
            for name in ("action", "action-edit", "action-money", "action-remove")
        },
        **{f"priorities:{name}": outcome for name in ("outcome-edit", "outcome-remove", "target-add")},
        **{
            f"priorities:{name}": {"pk": first(Target).pk}
            for name in ("target-edit", "target-keep", "target-remove")
        },
        "priorities:drop-citation": {"pk": first(Citation).pk},
        "priorities:commitment-edit": {"pk": commitment.pk},
        "priorities:commitment-remove": {"pk": commitment.pk},
        "priorities:commitment-join": {"pk": commitment.pk, "repeat": commitment.pk},
        "alignment:commitment": {"pk": commitment.pk},
        "plans:move": {"slug": plan.slug, "status": "revised"},
        "plans:public-priority": {"slug": first(Priority).slug},
    }


def _deliver(first: Any) -> Samples:
    group, meeting = first(Group, slug="directors-group"), first(Meeting)
    seat = {"pk": first(Seat, group=group).pk}
    question = {"slug": first(OpenQuestion).slug}
    return {
        **{f"groups:seat-{name}": seat for name in ("edit", "fill", "empty", "end")},
        "decisions:calendar": {"slug": group.slug},
        **{
            f"decisions:{name}": {"pk": meeting.pk}
            for name in ("meeting", "meeting-edit", "meeting-agenda", "meeting-minutes", "record")
        },
        **{
            f"decisions:{name}": {"pk": meeting.pk, "proposal": first(Proposal).slug}
            for name in ("record-on", "position")
        },
        **{f"decisions:{name}": question for name in ("question", "question-edit")},
        "progress:milestone-edit": {"pk": first(Milestone).pk},
    }


def _pathways(first: Any) -> Samples:
    stop, placed = {"pk": first(Stop).pk}, {"pk": first(Placement).pk}
    return {
        **{f"pathways:{name}": stop for name in ("stop", "stop-remove")},
        **{f"pathways:{name}": placed for name in ("placed", "placed-remove")},
        "pathways:place": stop | {"kind": "gap"},
    }


def _voices(first: Any) -> Samples:
    story, change, pilot = ({"slug": first(model).slug} for model in (Story, Change, Pilot))
    return {
        **{f"voices:{name}": story for name in ("story", "story-edit", "story-withdraw")},
        **{f"voices:{name}": change for name in ("change", "change-edit", "line-add")},
        **{f"voices:{name}": pilot for name in ("pilot", "pilot-edit", "measure-add")},
        **{f"voices:{name}": {"pk": first(ChangeLine).pk} for name in ("line", "line-remove")},
        **{f"voices:{name}": {"pk": first(PilotMeasure).pk} for name in ("measure", "measure-remove")},
        **{f"voices:{name}": {"pk": first(Said).pk} for name in ("said", "said-remove")},
        "voices:event": {"pk": first(ListeningEvent).pk},
        "voices:said-add": {"slug": first(Listening).slug, "kind": "need"},
        "learning:answer": {"pk": first(SelfAnswer).pk},
    }


def _elsewhere(first: Any) -> Samples:
    published = first(Report, state=Report.State.PUBLISHED)
    match = first(Match)
    national = {"slug": first(Indicator, is_national=True, observations__is_public=True).slug}
    file, layout = _file_of_figures(published.partnership)
    return {
        **{
            f"fit:{name}": {"slug": match.need.slug, "pk": match.pk}
            for name in ("match-edit", "match-remove")
        },
        "files:new": {"kind": "indicators", "format": "lgbf"},
        **{f"files:{name}": {"pk": file.pk} for name in ("layout", "columns")},
        **{f"files:layout-{name}": {"slug": layout.slug} for name in ("record", "edit", "remove")},
        "indicators:export": {"format": "csv"},
        **dict.fromkeys(("api:indicator", "api:observations", "trends:public"), national),
        "indicators:open": national | {"format": "xlsx"},
        **{
            f"publishing:{name}": {"kind": "service", "key": str(_changed_service(first(Service)).pk)}
            for name in ("draft", "return")
        },
        **{
            f"publishing:{name}": {"pk": first(PublicVersion, state=PublicVersion.State.PUBLISHED).pk}
            for name in ("version", "withdraw")
        },
        "publishing:together": {"kind": "service"},
        "api:table": {"slug": first(Release).slug},
        "api:finding": {"slug": first(Finding, released_at__isnull=False).slug},
        "api:priority": {"slug": first(Priority).slug},
        "indicators:decide": {"key": _finding(first(Indicator).partnership)},
        "trends:file": {"slug": "weeks-to-first-support", "part": "over_time"},
        "trends:take-off": {"pk": first(Mark, stands=True).pk},
        "places:area": {"code": "S12000042"},
        "places:public": {"code": "S12000042"},
        "assurance:step-edit": {"pk": first(StepScore).pk},
        "assurance:node": {"kind": "priority", "slug": first(Priority).slug},
        **{
            f"reports:{name}": {"slug": published.slug}
            for name in ("report", "preview", "public-report", "new-version")
        },
        "reports:download": {"slug": published.slug, "format": "pdf"},
    }


def _file_of_figures(partnership: Partnership) -> tuple[Import, FileLayout]:
    """A file whose layout is asked for, and a layout that is remembered: the demonstration has neither."""
    by, lgbf = system_actor(partnership, timezone.now()), format_for("indicators", "lgbf")
    open_for_layouts = (Import.State.READY, Import.State.REFUSED)
    file = Import.objects.filter(partnership=partnership, kind=lgbf.kind, state__in=open_for_layouts).first()
    if file is None:
        upload = files.store_upload(by=by, name="wide.csv", chunks=[b"LA,CHN1 2020-21\nAngus,5\n"])
        file = files.start_import(by=by, upload=upload, format=lgbf, invented=True)
        files.check_import(by=by, record=file)
    layout = FileLayout.objects.filter(partnership=partnership).first()
    return file, layout or remember_layout(
        by=by,
        kind=lgbf.kind,
        format=lgbf.slug,
        title="Wide",
        layout=TableLayout(
            columns={"LA": "council"},
            patterns=(HeadingPattern("{indicator} {year}", "value"),),
            same={"higher_is_better": ""},
        ),
        invented=True,
    )


def _finding(partnership: Partnership) -> str:
    return findings(partnership, timezone.now().date())[0].finding.key


def _changed_service(service: Service) -> Service:
    """The service of the demonstration whose change waits to be published."""
    running = services.running(service.partnership, timezone.localdate())
    return running.order_by("slug").first() or service
