"""Benefits, roles, oversight, earlier work, secondments and terms in words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list

from realign.analyse.programme.models import Benefit, EarlierWork, Oversight, RoleHolder, Round, Secondment
from realign.analyse.programme.presenters.shared import ROUND, page_called
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, number_words
from realign.foundations.partnerships.models import Partnership
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups.models import Seat

SECONDED = {
    Secondment.State.PROPOSED: Tone.INFO,
    Secondment.State.UNDER_WAY: Tone.GOOD,
    Secondment.State.ENDED: Tone.DONE,
}


@dataclass(frozen=True)
class BenefitRow:
    """A benefit with what was said of it."""

    item: FrameworkItem
    judgement: Benefit | None

    @property
    def name(self) -> str:
        return self.item.label

    @property
    def answer(self) -> str:
        """Whether the benefit has come about, as it was judged: yes, not yet, or not judged."""
        if self.judgement is None:
            return "Not assessed"
        return "Yes" if self.judgement.realised else "Not yet"


@dataclass(frozen=True)
class RoleRow:
    """A role with who holds it now."""

    item: FrameworkItem
    holding: RoleHolder | None

    @property
    def holder(self) -> str:
        return self.holding.holder if self.holding else ""


@dataclass(frozen=True)
class BodyCard:
    """One of the overseeing groups: its remit, who should sit, and the group that does it here."""

    item: FrameworkItem
    members: tuple[str, ...]
    oversight: Oversight | None
    chair: Seat | None

    @property
    def group_url(self) -> str:
        """The group's page in the register."""
        if self.oversight is None:
            return ""
        return self.oversight.group.get_absolute_url()


def benefits_lead(rows: Sequence[BenefitRow]) -> str:
    """Benefits"""
    if not rows:
        return "The list of benefits has not been loaded."
    realised = sum(row.answer == "Yes" for row in rows)
    unjudged = sum(row.judgement is None for row in rows)
    words = f"{_share(realised, len(rows))} benefits {'has' if realised == 1 else 'have'} been achieved."
    if not unjudged:
        return words
    return f"{words} {number_words(unjudged).capitalize()} {'has' if unjudged == 1 else 'have'} not been assessed."


def _share(some: int, of: int) -> str:
    """`Two of six`."""
    return f"{number_words(some) if some else 'none'} of {number_words(of)}".capitalize()


def benefits_table(partnership: Partnership, round: Round, *, may_edit: bool) -> TableSpec:
    """The six benefits."""
    tones = {"Yes": Tone.GOOD, "Not yet": Tone.ATTENTION, "Not assessed": Tone.NEUTRAL}

    def judge(row: BenefitRow) -> str:
        return (
            reverse("programme:benefit", args=[partnership.slug, round.slug, row.item.code])
            if may_edit
            else ""
        )

    return TableSpec(
        name="benefits",
        keep=ROUND,
        noun="benefit",
        caption=f"Benefits of {round.name}",
        columns=(
            Column("name", "Benefit", link=judge, sortable=False),
            Column("about", "What it means", value=lambda row: row.item.description, sortable=False),
            Column("answer", "Achieved?", kind=Kind.STATUS, sortable=False,
                   value=lambda row: Status(row.answer, tones[row.answer])),
            Column("evidence", "Evidence", sortable=False,
                   value=lambda row: row.judgement.evidence if row.judgement else ""),
            Column("finding", "Finding", sortable=False, link=_finding_page,
                   value=lambda row: row.judgement.finding if row.judgement else None),
            Column("judged", "Assessed on", kind=Kind.DATE, sortable=False,
                   value=lambda row: row.judgement.judged_on if row.judgement else None),
        ),
        empty_title="The list of benefits is not loaded",
        empty_help="It is one of the national lists. Ask whoever runs this site to load them.",
    )  # fmt: skip


def _finding_page(row: BenefitRow) -> str:
    if row.judgement is None or row.judgement.finding is None:
        return ""
    return row.judgement.finding.get_absolute_url()


def roles_table(partnership: Partnership, round: Round, *, may_edit: bool) -> TableSpec:
    """The seven roles."""

    def change(row: RoleRow) -> str:
        if not may_edit:
            return ""
        if row.holding is not None:
            return reverse("programme:holder-edit", args=[partnership.slug, row.holding.pk])
        return reverse("programme:holder-add", args=[partnership.slug, round.slug, row.item.code])

    return TableSpec(
        name="roles",
        keep=ROUND,
        noun="role",
        caption=f"Roles of {round.name}",
        columns=(
            Column("role", "Role", value=lambda row: row.item.label, link=change, sortable=False),
            Column("base", "Base", value=lambda row: row.item.extra.get("base", ""), sortable=False),
            Column("does", "Key role", value=lambda row: row.item.description, sortable=False),
            Column("holder", "Name", value=lambda row: row.holder or "None named yet", sortable=False),
            Column("since", "Since", kind=Kind.DATE, sortable=False,
                   value=lambda row: row.holding.starts_on if row.holding else None),
        ),
        empty_title="The list of roles is not loaded",
        empty_help="It is one of the national lists. Ask whoever runs this site to load them.",
    )  # fmt: skip


def people_lead(rows: Sequence[RoleRow], bodies: Sequence[BodyCard]) -> str:
    """Roles and oversight"""
    named = sum(row.holding is not None for row in rows)
    overseen = sum(card.oversight is not None for card in bodies)
    return (
        f"{_share(named, len(rows))} roles {'is' if named == 1 else 'are'} filled. "
        f"{_share(overseen, len(bodies))} overseeing groups {'is' if overseen == 1 else 'are'} named."
    )


def earlier_table(partnership: Partnership, *, may_edit: bool) -> TableSpec:
    """Earlier work."""
    return TableSpec(
        name="earlier-work",
        keep=ROUND,
        noun="piece of work,pieces of work",
        caption="Earlier work",
        columns=(
            Column(
                "name",
                "Name",
                sortable=False,
                link=lambda work: _edit("earlier-edit", partnership, work, may_edit),
            ),
            Column("led_by", "With", sortable=False),
            Column("when", "When", sortable=False),
            Column("areas", "Areas", value=lambda work: ", ".join(work.areas), sortable=False),
            Column("left", "What it left behind", sortable=False),
            Column("source", "Source", sortable=False, value=_source),
        ),
        empty_title="No earlier work yet",
        empty_help="Add earlier surveys and programmes, with the areas that took part.",
        empty_action="Add earlier work",
        empty_url=reverse("programme:earlier-add", args=[partnership.slug]),
    )


def secondments_table(partnership: Partnership, *, may_edit: bool) -> TableSpec:
    """People lent for the work."""
    return TableSpec(
        name="secondments",
        keep=ROUND,
        noun="secondment",
        caption="Secondments",
        columns=(
            Column("post", "Role", sortable=False, link=lambda lent: _edit("secondment-edit", partnership, lent, may_edit)),
            Column("direction", "Direction", value=lambda lent: lent.get_direction_display().split(":")[0], sortable=False),
            Column("dates", "When", value=dates, sortable=False),
            Column("state", "State", kind=Kind.STATUS, sortable=False,
                   value=lambda lent: Status(lent.get_state_display(), SECONDED[Secondment.State(lent.state)])),
            Column("purpose", "What for", sortable=False),
            Column("outputs", "Result", value=came_of_it, sortable=False),
            Column("source", "Source", sortable=False, value=_source),
        ),
        empty_title="No secondment yet",
        empty_help="Add each secondment to the shared work, with its result.",
        empty_action="Add a secondment",
        empty_url=reverse("programme:secondment-add", args=[partnership.slug]),
    )  # fmt: skip


def _edit(name: str, partnership: Partnership, record: EarlierWork | Secondment, may_edit: bool) -> str:
    return reverse(f"programme:{name}", args=[partnership.slug, record.pk]) if may_edit else ""


def _source(record: EarlierWork | Secondment) -> str:
    return "Invented data" if record.invented else record.source


def dates(secondment: Secondment) -> str:
    """When somebody was lent, as printed where the days are not given."""
    if secondment.dates_as_printed:
        return secondment.dates_as_printed
    if secondment.starts_on is None:
        return "no dates yet"
    return f"{date_words(secondment.starts_on)} to {date_words(secondment.ends_on) if secondment.ends_on else 'now'}"


def came_of_it(secondment: Secondment) -> str:
    """What a secondment produced, and how many recommendations, accepted by whom."""
    results = list(secondment.outputs)
    if secondment.recommendations is not None:
        accepted = f", accepted by {secondment.accepted_by}" if secondment.accepted_by else ""
        results.append(f"{counted(secondment.recommendations, 'recommendation')}{accepted}")
    return "; ".join(results)


def earlier_words(areas: Sequence[str]) -> str:
    """How many areas took part in earlier work, against the count that was published later."""
    if not areas:
        return "No earlier work has been added yet."
    return f"{number_words(len(areas)).capitalize()} areas took part: {', '.join(areas)}."


def terms(round: Round) -> list[SummaryRow]:
    """The terms of a round, line by line."""
    names = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December"]  # fmt: skip
    rows = (
        ("Runs from", date_words(round.starts_on)),
        ("Years it is funded for", round.funded_years),
        ("Survey slots", get_text_list([names[month] for month in round.slot_months], "and")),
        ("Areas in one slot", round.areas_per_slot),
        ("Areas that took part before", round.areas_before),
        ("Areas with consultants at one time", f"at most {round.consultants_at_once}"),
        ("Preparation", f"at most {counted(round.readiness_months, 'month')}"),
        ("Evidence gathering", counted(round.evidence_months, "month")),
        ("Development days", round.development_days),
        ("Support ends within", counted(round.support_months, "month")),
        (
            "Ask for a boosted national survey by",
            date_words(round.boost_by) if round.boost_by else "no day given",
        ),
        ("Note", round.note),
        ("Source", "Invented for the demonstration" if round.invented else round.source or "not recorded"),
    )
    return [SummaryRow(key, value) for key, value in rows if value != ""]


def rounds_table(partnership: Partnership) -> TableSpec:
    """Every round."""
    return TableSpec(
        name="rounds",
        keep=ROUND,
        noun="round",
        caption="Rounds of the programme",
        columns=(
            Column("name", "Round", link=lambda round: page_called("rounds", partnership, round)),
            Column("starts_on", "From", kind=Kind.DATE),
            Column("areas_per_slot", "Areas in a slot", kind=Kind.NUMBER),
            Column("funded_years", "Years", kind=Kind.NUMBER),
            Column("area_count", "Areas in it", kind=Kind.NUMBER),
            Column("source", "Source", value=_source, sortable=False),
        ),
        default_sort="-starts_on",
        empty_title="No round yet",
        empty_help="A round has terms: how many areas it can take and how long each part lasts.",
        empty_action="Add a round",
        empty_url=reverse("programme:round-add", args=[partnership.slug]),
    )  # fmt: skip
