"""What each room brings to the golden thread, in its own ``thread_links.py``: its kinds of record, the relations that
join them, what a record ought to be joined to, and the page on which each link is set."""

from realign.foundations.rooms import Registry
from realign.registers.thread.types import LinkKind, LooseEndCheck, RecordKind, StageFiller

KINDS: Registry[RecordKind] = Registry(
    "thread_links",
    holds="kinds of record of the golden thread",
    key=lambda kind: kind.key,
    order=lambda kind: kind.order,
)
LINKS: Registry[LinkKind] = Registry(
    "thread_links",
    holds="relations that join the golden thread",
    key=lambda link: (link.start, link.end, link.read.__qualname__),
)
LOOSE_ENDS: Registry[LooseEndCheck] = Registry(
    "thread_links",
    holds="links that a record of the golden thread ought to have",
    key=lambda check: (check.kind, check.stage, check.others),
)
FILLERS: Registry[StageFiller] = Registry(
    "thread_links",
    holds="pages on which a stage of the golden thread is filled",
    key=lambda filler: (filler.stage, filler.where.page),
    order=lambda filler: filler.order,
)
