"""The golden thread as a strip of eight stages, and the pages on which what is missing is set."""

from collections.abc import Iterable, Sequence

from realign.foundations.design.links import address, shortened
from realign.foundations.design.types import Link, ThreadNode, thread_strip
from realign.foundations.design.words import counted
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.thread import queries
from realign.registers.thread.registry import FILLERS
from realign.registers.thread.types import MendingPage, RecordKind, Thread, ThreadRecord, ThreadStage

# more would push the rest of the strip off a small screen; the page of the thread lists them all
MOST_LINKS = 4
WALK, SEE_THREAD = "assurance:node", "assurance.view"
LABEL_LENGTH = 64


def strip_of(
    partnership: Partnership, kind: str, slug: str, by: Actor | None = None
) -> tuple[ThreadNode, ...]:
    """The eight stages of one record, read afresh; raises NoSuchRecord."""
    return strip(partnership, queries.thread_of(partnership, kind, slug, by), by)


def strip(partnership: Partnership, thread: Thread, by: Actor | None = None) -> tuple[ThreadNode, ...]:
    """The eight stages of a thread: its records, or where a stage with nothing in it is filled by those who may."""
    links = {stage.value: _links(partnership, thread, stage, by) for stage in ThreadStage}
    mending = {
        stage.value: page
        for stage in thread.missing
        if (page := where_filled(partnership, thread, stage, by)) is not None
    }
    current = thread.at.stage.value if thread.at.fills else ""
    beside = {stage.value: _beside(partnership, thread, stage, by) for stage in ThreadStage}
    return thread_strip(current=current, fill=mending, beside=beside, **links)


def _beside(partnership: Partnership, thread: Thread, stage: ThreadStage, by: Actor | None) -> list[Link]:
    """What is named at a stage and does not fill it: the newest few, for those who may know them."""
    records = [
        record
        for record in thread.all()
        if record.stage is stage and record.kind.beside and record != thread.at and may_name(record, by)
    ]
    return [
        Link(
            f"{record.kind.singular}: {shortened(record.label, LABEL_LENGTH)}",
            record.page(partnership.slug),
        )
        for record in records[:MOST_LINKS]
    ]


def _links(partnership: Partnership, thread: Thread, stage: ThreadStage, by: Actor | None) -> list[Link]:
    records = thread.at_stage(stage)
    links = [_link(partnership, thread, record) for record in records if may_name(record, by)]
    unnamed: dict[RecordKind, int] = {}
    for record in records:
        if not may_name(record, by):
            unnamed[record.kind] = unnamed.get(record.kind, 0) + 1
    links += [
        Link(counted(count, f"{kind.singular.lower()},{kind.plural.lower()}"))
        for kind, count in unnamed.items()
    ]
    more = len(links) - MOST_LINKS
    walk_url = address(WALK, partnership.slug, thread.at.kind.key, thread.at.slug) if sees(by) else ""
    return links if more <= 0 else [*links[:MOST_LINKS], Link(f"and {more} more", walk_url)]


def _link(partnership: Partnership, thread: Thread, record: ThreadRecord) -> Link:
    url = "" if record == thread.at else record.page(partnership.slug)
    return Link(shortened(record.label, LABEL_LENGTH), url)


def sees(by: Actor | None) -> bool:
    """Whether the pages of the thread are open to this reader."""
    return by is not None and by.may(SEE_THREAD)


def may_name(record: ThreadRecord, by: Actor | None) -> bool:
    """Whether this reader may know a record by name; without ``by``, nobody in particular asks."""
    return by is None or by.may(record.kind.view)


def where_filled(
    partnership: Partnership, thread: Thread, stage: ThreadStage, by: Actor | None
) -> Link | None:
    """The page on which a stage with nothing in it is filled, for those who may: what stands nearest names it."""
    pages = (filler.where for filler in FILLERS.all() if filler.stage is stage)
    return _first_open(partnership, pages, (thread.at, *thread.all()), by)


def where_set(
    partnership: Partnership, page: MendingPage, records: Sequence[ThreadRecord], by: Actor | None
) -> Link | None:
    """The page on which a link is set, for those who may."""
    return _first_open(partnership, [page], records, by)


def _first_open(
    partnership: Partnership,
    pages: Iterable[MendingPage],
    records: Sequence[ThreadRecord],
    by: Actor | None,
) -> Link | None:
    for page in pages:
        if by is None or not by.may(page.permission):
            continue
        nearest = next(
            (record for record in records if record.kind.key == page.near and record.leads_on), None
        )
        if page.near and nearest is None:
            continue
        slugs = [nearest.slug] if nearest else []
        url = address(page.page, partnership.slug, *slugs)
        if url:
            return Link(page.words, url)
    return None
