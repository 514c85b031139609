"""Areas in words: how far each is, what is missing, and when what happens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list

from realign.analyse.programme.models import ElementStatus, Readiness, Round, SignOff, Site
from realign.analyse.programme.presenters.shared import ROUND
from realign.analyse.programme.rules.signing import can_sign
from realign.analyse.programme.types import AreaStage, AreaStanding, Timeline
from realign.foundations.design.charts.calendar import CalendarRow, Stretch, calendar
from realign.foundations.design.charts.types import Chart
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Status, SummaryRow, Task, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.roles import roles
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks.models import FrameworkItem

TONES = {
    AreaStage.INTERESTED: Tone.NEUTRAL,
    AreaStage.CONTACTED: Tone.INFO,
    AreaStage.VISITED: Tone.INFO,
    AreaStage.READY: Tone.ATTENTION,
    AreaStage.SIGNED: Tone.GOOD,
    AreaStage.PLACED: Tone.GOOD,
    AreaStage.STARTED: Tone.GOOD,
    AreaStage.ENDED: Tone.DONE,
    AreaStage.EARLIER: Tone.DONE,
    AreaStage.WITHDRAWN: Tone.NEUTRAL,
}
ELEMENT_TONES = {
    ElementStatus.State.NOT_STARTED: Tone.NEUTRAL,
    ElementStatus.State.UNDER_WAY: Tone.INFO,
    ElementStatus.State.DONE: Tone.DONE,
    ElementStatus.State.NOT_TAKEN: Tone.ATTENTION,
}
OVER = {AreaStage.ENDED, AreaStage.EARLIER, AreaStage.WITHDRAWN}


@dataclass(frozen=True)
class SignatureCell:
    """One signature in the matrix: given by whom, or who may give it."""

    sector: FrameworkItem
    purpose: FrameworkItem
    signed: SignOff | None
    may: bool
    who_may: str

    @property
    def status(self) -> Status:
        """Signed or not."""
        return Status("Signed", Tone.GOOD) if self.signed else Status("Not signed yet", Tone.ATTENTION)


@dataclass(frozen=True)
class AreaRow:
    """An area as a row of the list."""

    standing: AreaStanding
    name: str
    stage: str
    round: str
    readiness: str
    signatures: str
    tranche: str
    next_step: str
    slug: str


def stage(standing: AreaStanding) -> Status:
    """How far an area has come."""
    return Status(standing.stage.value, TONES[standing.stage])


def answer(standing: AreaStanding) -> str:
    """Whether this area is ready to start, in a sentence."""
    match standing.stage:
        case AreaStage.STARTED:
            return f"It started on {date_words(standing.site.started_on)}."
        case AreaStage.ENDED:
            return f"Its support ended on {date_words(standing.site.ended_on)}."
        case AreaStage.EARLIER:
            return f"It took part before this round: {standing.tranche}."
        case AreaStage.WITHDRAWN:
            return f"It withdrew on {date_words(standing.site.withdrawn_on)}."
        case AreaStage.PLACED:
            return (
                "Ready to start: all conditions are met, all signatures given, and it has a place "
                f"in {standing.tranche}."
            )
        case AreaStage.SIGNED:
            return "Nearly ready: all conditions are met and all signatures given, but it has no place in a slot yet."
        case _:
            return (
                f"Not ready yet: {readiness_words(standing)} conditions met, "
                f"{standing.signatures.words} signatures given."
            )


def readiness_words(standing: AreaStanding) -> str:
    """How many conditions of readiness an area meets, such as “2 of 3”."""
    met = len(standing.verdict.conditions) - len(standing.verdict.missing)
    return f"{met} of {len(standing.verdict.conditions)}"


def lead(standings: Sequence[AreaStanding]) -> str:
    """Which areas of a round are under way or ready to start, and how many are not."""
    still = [standing for standing in standings if standing.stage not in OVER]
    if not still:
        return "No area has started in this round."
    under_way = [standing.site.name for standing in still if standing.stage is AreaStage.STARTED]
    can = [standing.site.name for standing in still if standing.may_start]
    waiting = [standing for standing in still if standing.stage not in {AreaStage.STARTED, AreaStage.PLACED}]
    parts = []
    if under_way:
        parts.append(
            f"{get_text_list(list(under_way), 'and')} {'is' if len(under_way) == 1 else 'are'} under way."
        )
    if can:
        parts.append(f"{get_text_list(list(can), 'and')} {'is' if len(can) == 1 else 'are'} ready to start.")
    if waiting:
        parts.append(f"{counted(len(waiting), 'area is,areas are')} not ready to start yet.")
    return " ".join(parts)


def tasks(
    site: Site, conditions: Iterable[FrameworkItem], readiness: dict[int, Readiness], *, may_edit: bool
) -> list[Task]:
    """The conditions of readiness, each with what shows it."""
    return [
        Task(
            label=condition.label,
            status=_condition(readiness.get(condition.pk)),
            hint=_evidence_words(condition, readiness.get(condition.pk)),
            url=reverse("programme:condition", args=[site.partnership.slug, site.slug, condition.code])
            if may_edit
            else "",
        )
        for condition in conditions
    ]


def _condition(readiness: Readiness | None) -> Status:
    if readiness is None:
        return Status("Not assessed", Tone.NEUTRAL)
    return Status("Met", Tone.GOOD) if readiness.met else Status("Not yet", Tone.ATTENTION)


def _evidence_words(condition: FrameworkItem, readiness: Readiness | None) -> str:
    if readiness is None or not readiness.evidence:
        return condition.description
    return f"{readiness.evidence} ({date_words(readiness.judged_on)})"


def matrix(
    site: Site, sectors: Sequence[FrameworkItem], purposes: Sequence[FrameworkItem], actor: Actor
) -> list[tuple[FrameworkItem, list[SignatureCell]]]:
    """The signatures of an area as a grid: a row for each sector, a cell for each purpose that is signed for."""
    given = {(row.sector_id, row.purpose_id): row for row in site.signatures.all()}
    open_to_all = site.withdrawn_on is None
    return [
        (
            sector,
            [
                SignatureCell(
                    sector,
                    purpose,
                    given.get((sector.pk, purpose.pk)),
                    may=open_to_all and not actor.is_system and can_sign(actor, site, sector),
                    who_may=who_may(site, sector),
                )
                for purpose in purposes
            ],
        )
        for sector in sectors
    ]


def who_may(site: Site, sector: FrameworkItem) -> str:
    """Who can give a sector's signature for an area, in words."""
    names = [roles()[slug].name.lower() for slug in sector.extra.get("roles", []) if slug in roles()]
    whose = (
        f" of {site.body}"
        if sector.extra.get("own_area", True) and site.body
        else f" for {sector.label.lower()}"
    )
    return f"{' or '.join(names) or 'nobody'}{whose}"


def picture(timeline: Timeline, name: str) -> Chart:
    """When what happens for one area, a row for each part."""
    return calendar(
        title=f"Calendar of {name}",
        sentence=f"Evidence is in by {date_words(timeline.evidence_complete_by)}; "
        f"support ends by {date_words(timeline.natural_end)}.",
        parts=[phase.name for phase in timeline.phases],
        rows=[
            CalendarRow(phase.name, (Stretch(part, phase.first, phase.last),))
            for part, phase in enumerate(timeline.phases)
        ],
        pale=len(timeline.phases) - 1,
    )


def pictures(standings: Sequence[AreaStanding], title: str, sentence: str) -> Chart | None:
    """When what happens for every area that has a day to start, a row for each area."""
    dated = [
        standing
        for standing in standings
        if standing.timeline is not None and standing.stage is not AreaStage.WITHDRAWN
    ]
    if not dated:
        return None
    names = list(
        dict.fromkeys(
            phase.name for standing in dated if standing.timeline for phase in standing.timeline.phases
        )
    )
    first = [name for name in names if name not in {"Development days"}]
    return calendar(
        title=title,
        sentence=sentence,
        parts=first,
        rows=[
            CalendarRow(
                standing.site.name,
                tuple(
                    Stretch(first.index(phase.name), phase.first, phase.last)
                    for phase in (standing.timeline.phases if standing.timeline else ())
                    if phase.name in first
                ),
            )
            for standing in dated
        ],
        pale=first.index("Support, tapering"),
    )


def calendar_lead(standings: Sequence[AreaStanding]) -> str:
    """When the first evidence is in and the last support ends."""
    timelines = [
        standing.timeline
        for standing in standings
        if standing.timeline is not None and standing.stage is not AreaStage.WITHDRAWN
    ]
    if not timelines:
        return "No area has a start date yet."
    first = min(timeline.evidence_complete_by for timeline in timelines)
    last = max(timeline.natural_end for timeline in timelines)
    return f"The first evidence is in by {date_words(first)}; the last support ends by {date_words(last)}."


def facts(standing: AreaStanding) -> list[SummaryRow]:
    """What is known of an area, line by line."""
    site = standing.site
    rows = (
        ("Round", site.round.name),
        ("Council or partnership", site.body or "not recorded"),
        ("Programme manager", site.manager_post or "none named yet"),
        ("First contact", date_words(site.contacted_on)),
        ("Visited", date_words(site.visited_on)),
        ("Preparation to start", date_words(site.starts_on)),
        ("Started", date_words(site.started_on) if site.started_on else "not yet"),
        ("Boosted national survey", "wanted" if site.wants_boost else "not asked for"),
        ("Note", site.note),
        ("Source", "Invented for the demonstration" if site.invented else site.source or "not recorded"),
    )
    return [SummaryRow(key, value) for key, value in rows if value]


def area_rows(standings: Iterable[AreaStanding]) -> list[AreaRow]:
    """Areas as rows that can be searched and sorted."""
    return [
        AreaRow(
            standing=standing,
            name=standing.site.name,
            stage=standing.stage.name,
            round=standing.site.round.slug,
            readiness=readiness_words(standing),
            signatures=standing.signatures.words,
            tranche=standing.tranche,
            next_step=standing.next_step,
            slug=standing.site.slug,
        )
        for standing in standings
    ]


def areas_table(partnership: Partnership, rounds: Sequence[Round], *, whole: bool = False) -> TableSpec:
    """The pipeline: every area with how far it is and what comes next; ``whole`` gives the columns of the file."""
    stages = list(AreaStage)
    return TableSpec(
        name="areas",
        noun="area",
        caption="Areas, from the first question to the end of support",
        columns=(
            Column("name", "Area", link=lambda row: row.standing.site.get_absolute_url()),
            Column("stage", "How far", kind=Kind.STATUS, value=lambda row: stage(row.standing)),
            Column("readiness", "Readiness"),
            Column("signatures", "Signatures"),
            Column("tranche", "Slot"),
            Column("next_step", "Next step", sortable=False),
            Column("round", "Round", value=lambda row: row.standing.site.round.name, sortable=False),
            *(_dates() if whole else ()),
        ),
        search_fields=("name", "next_step", "tranche"),
        filters=(
            Filter("round", "Round", [(round.slug, round.name) for round in rounds]),
            Filter("stage", "How far", [(stage.name, stage.value) for stage in stages]),
        ),
        empty_title="No area yet",
        empty_help="Add an area when it first asks about the programme.",
        empty_action="Add an area",
        empty_url=reverse("programme:area-add", args=[partnership.slug]),
    )


def _dates() -> list[Column]:
    return [
        Column(
            "contacted", "First contact", kind=Kind.DATE, value=lambda row: row.standing.site.contacted_on
        ),
        Column("visited", "Visited", kind=Kind.DATE, value=lambda row: row.standing.site.visited_on),
        Column("starts", "Wants to begin", kind=Kind.DATE, value=lambda row: row.standing.site.starts_on),
        Column("started", "Started", kind=Kind.DATE, value=lambda row: row.standing.site.started_on),
        Column("boost", "Wants the boosted survey", value=lambda row: row.standing.site.wants_boost),
        Column("source", "Source", value=lambda row: _source(row.standing.site)),
    ]


def _source(site: Site) -> str:
    return "Invented data" if site.invented else site.source


def elements_table(elements: Sequence[FrameworkItem]) -> TableSpec:
    """Each area against the four elements."""

    def column(element: FrameworkItem) -> Column:
        return Column(
            element.code,
            element.label,
            kind=Kind.STATUS,
            value=lambda row: element_status(row.standing.site, element),
        )

    return TableSpec(
        name="elements",
        keep=ROUND,
        noun="area",
        caption="How far each element is in each area",
        columns=(
            Column("name", "Area", link=lambda row: row.standing.site.get_absolute_url()),
            *(column(element) for element in elements),
        ),
        empty_title="No area yet",
        empty_help="Each area that takes part has a row here, with a state for every element.",
    )


def element_status(site: Site, element: FrameworkItem) -> Status:
    """How far one element is in one area."""
    for status in site.elements.all():
        if status.element_id == element.pk:
            return Status(
                status.get_state_display(), ELEMENT_TONES[ElementStatus.State(status.state)], status.note
            )
    return Status("Not recorded", Tone.NEUTRAL)
