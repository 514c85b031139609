"""The golden thread in words, tables and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, PlainTable, Status, Tone
from realign.foundations.design.words import counted, opening, part_of
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.thread.presenters import where_set
from realign.registers.thread.types import RecordKind, Thread, ThreadRecord
from realign.review.assurance.pictures import TITLES
from realign.review.assurance.types import (
    CycleStage,
    PriorityThread,
    StageCheck,
    ThreadBreak,
)


def thread_address(partnership_slug: str, node: ThreadRecord) -> str:
    """The page from which the thread is walked at this record."""
    return reverse("assurance:node", args=[partnership_slug, node.kind.key, node.slug])


@dataclass(frozen=True)
class RecordLine:
    """One record in a list: its words, where to walk from it and where its own page is."""

    node: ThreadRecord
    walk_url: str
    record_url: str


@dataclass(frozen=True)
class KindOf:
    """The records of one kind under their heading."""

    title: str
    lines: tuple[RecordLine, ...]


def grouped(partnership_slug: str, nodes: Iterable[ThreadRecord]) -> list[KindOf]:
    """Records in lists by kind, in the order of the thread."""
    kinds: dict[RecordKind, list[RecordLine]] = {}
    for node in nodes:
        line = RecordLine(node, thread_address(partnership_slug, node), node.page(partnership_slug))
        kinds.setdefault(node.kind, []).append(line)
    return [
        KindOf(kind.plural if len(lines) > 1 else kind.singular, tuple(lines))
        for kind, lines in sorted(kinds.items(), key=lambda kind_and_lines: kind_and_lines[0].order)
    ]


def in_words(thread: Thread) -> str:
    """What a record comes from and leads to, in a sentence, and what is missing."""
    sentence = (
        f"{counted(len(thread.before), 'record').capitalize()} before it, "
        f"{counted(len(thread.after), 'record')} after it."
    )
    if not thread.missing:
        return f"{sentence} Every stage from need to result is complete."
    return f"{sentence} Missing: {get_text_list([TITLES[stage].lower() for stage in thread.missing], 'and')}."


def sentence(thread: PriorityThread) -> str:
    """Whether a priority joins up from need to result, in a sentence."""
    loose = len([broken_link for broken_link in thread.breaks if not broken_link.is_whole_stage])
    ends = f" {counted(loose, 'loose end')}." if loose else ""
    if thread.is_complete:
        return f"Complete from need to result.{ends}"
    stages = get_text_list([TITLES[stage].lower() for stage in thread.thread.missing], "and")
    return f"Not joined up: no {stages}.{ends}"


def summary(threads: Sequence[PriorityThread]) -> str:
    """How many priorities join up and how many links are missing, in a sentence."""
    if not threads:
        return "There are no priorities to follow from need to result yet."
    whole = len([thread for thread in threads if thread.is_complete])
    broken = sum(len(thread.breaks) for thread in threads)
    joined = opening(part_of(whole, len(threads), "priority,priorities", "joins,join"))
    missing = (
        f"{counted(broken, 'link')} {'is' if broken == 1 else 'are'} missing"
        if broken
        else "nothing is missing"
    )
    return f"{joined} up from need to result; {missing}."


def status_of(thread: PriorityThread) -> Status:
    """Whether a priority joins up, as a status."""
    if not thread.is_complete:
        return Status("Not joined up", Tone.BAD)
    return (
        Status("Complete", Tone.GOOD)
        if not thread.breaks
        else Status("Complete, with loose ends", Tone.ATTENTION)
    )


def matrix(threads: Sequence[PriorityThread]) -> PlainTable:
    """Each priority against the eight stages: how many records, or missing."""
    rows = []
    for thread in threads:
        counts = [len(thread.thread.at_stage(stage)) for stage in TITLES]
        rows.append([thread.priority.label, *(count or "missing" for count in counts)])
    return PlainTable("Records at each stage of each priority", ("Priority", *TITLES.values()), rows)


@dataclass(frozen=True)
class BreakLine:
    """One broken link: where to walk to it, and the page that mends it for those who may."""

    gap: ThreadBreak
    url: str
    mend: Link | None


@dataclass(frozen=True)
class OfOwner:
    """One owner with what is broken on their side."""

    owner: str
    breaks: tuple[BreakLine, ...]

    @property
    def count(self) -> str:
        return counted(len(self.breaks), "broken link")


def mending_link(partnership: Partnership, broken_link: ThreadBreak, by: Actor) -> Link | None:
    """The page on which a broken link is set, for those who may set it."""
    records = (broken_link.about, *broken_link.thread.all())
    links = (where_set(partnership, page, records, by) for page in broken_link.pages)
    return next((link for link in links if link is not None), None)


def by_owner(partnership: Partnership, breaks: Iterable[ThreadBreak], by: Actor) -> list[OfOwner]:
    """Broken links under those who can mend them, most first."""
    owners: dict[str, list[BreakLine]] = {}
    for broken_link in breaks:
        line = BreakLine(
            broken_link,
            thread_address(partnership.slug, broken_link.about),
            mending_link(partnership, broken_link, by),
        )
        owners.setdefault(broken_link.owner, []).append(line)
    return sorted(
        (OfOwner(owner, tuple(broken)) for owner, broken in owners.items()),
        key=lambda owned: -len(owned.breaks),
    )


def break_table(partnership: Partnership, breaks: Sequence[ThreadBreak], by: Actor) -> TableSpec:
    """Every broken link, to search, filter by owner and take away; what to do leads to the page where it is done."""

    def mending_page(broken_link: ThreadBreak) -> str:
        link = mending_link(partnership, broken_link, by)
        return link.url if link else ""

    owners = sorted({broken_link.owner for broken_link in breaks})
    priorities = {broken_link.priority.slug: broken_link.priority.label for broken_link in breaks}
    return TableSpec(
        name="breaks",
        noun="broken link",
        caption="Broken links",
        search_fields=("words", "owner"),
        default_sort="owner",
        page_size=50,
        columns=(
            Column("owner", "Owner"),
            Column(
                "words",
                "Problem",
                link=lambda broken_link: thread_address(partnership.slug, broken_link.about),
            ),
            Column("to_do", "What to do", link=mending_page),
            Column("stage", "Stage", value=lambda broken_link: TITLES[broken_link.stage]),
            Column("priority.label", "Priority"),
            Column("how", "How much", kind=Kind.STATUS, value=_how_much, sortable=False),
        ),
        filters=(
            Filter("owner", "Owner", choices=[(owner, owner) for owner in owners], field="owner"),
            Filter("priority", "Priority", choices=list(priorities.items()), field="priority.slug"),
        ),
        empty_title="No broken links",
        empty_help="Every record leads to the next.",
    )


def _how_much(broken_link: ThreadBreak) -> Status:
    return Status("Missing", Tone.BAD) if broken_link.is_whole_stage else Status("Loose end", Tone.ATTENTION)


def cycle_table(partnership_slug: str) -> TableSpec:
    """Every check of every stage. The identifier of a stage is the same whatever it is called."""
    return TableSpec(
        name="cycle",
        noun="check",
        caption="Checks of each stage",
        page_size=50,
        columns=(
            Column("stage_id", "Stage (identifier)", value=lambda row: row[0].code, sortable=False),
            Column("stage", "Stage", value=lambda row: row[0].label, sortable=False),
            Column(
                "check",
                "What it needs",
                value=lambda row: row[1].label,
                link=lambda row: address(row[1].url_name, partnership_slug),
                sortable=False,
            ),
            Column(
                "state",
                "State",
                kind=Kind.STATUS,
                value=lambda row: check_status(row[1]),
                sortable=False,
            ),
            Column("found", "What the records show", value=lambda row: row[1].records_show, sortable=False),
        ),
    )


def check_status(check: StageCheck) -> Status:
    """Whether a check is met."""
    return Status("There", Tone.GOOD) if check.well else Status("Not yet", Tone.ATTENTION)


def cycle_lead(cycle_stages: Sequence[CycleStage]) -> str:
    """In which stages no check finds anything missing, and what the first other one lacks."""
    done = [stage.label for stage in cycle_stages if stage.is_complete]
    still = next((stage for stage in cycle_stages if not stage.is_complete), None)
    if still is None:
        return "No check finds anything missing in the four stages. The cycle can start again."
    first = next(check for check in still.checks if not check.well)
    complete = f"No check finds anything missing in {get_text_list(done, 'and')}. " if done else ""
    lacks = f"{first.label[0].lower()}{first.label[1:]} ({first.records_show})"
    return f"{complete}{still.label} still lacks something: {lacks}."
