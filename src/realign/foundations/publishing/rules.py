"""Who may publish what, what must be said at the door, and how it is told to readers.

The sentences about checking on public pages come from here, so that they promise no more than these rules hold.
"""

from collections.abc import Collection, Iterable, Sequence

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.types import Draft, Line, PublicKind
from realign.methods.disclosure.profiles import profile
from realign.methods.wording.recognisable import Recognisable, Why, recognisable

# the rules for small numbers that hold for words, where a room has no stricter ones of its own
SMALL_NUMBERS = "fewer-than-5"

EVERY_PUBLICATION = "A person who did not write it publishes it."
POINTED_OUT = (
    "Names of people, small numbers of people and quotations are pointed out to whoever publishes; "
    "what is published with any of them has a reason on record."
)


def fewest_people() -> int:
    """The smallest number of people that words may tell without a reason."""
    return profile(SMALL_NUMBERS).threshold


def noticed_in(lines: Iterable[Line], names: Iterable[str]) -> tuple[Recognisable, ...]:
    """What whoever publishes is made to look at in these words."""
    names, threshold = list(names), fewest_people()
    # a label can hold what people typed too, such as the title of an option
    texts = (text for line in lines for text in line)
    every = (item for text in texts for item in recognisable(text, threshold=threshold, names=names))
    return tuple(dict.fromkeys(every))


def noticed_words(item: Recognisable) -> str:
    """One thing that was noticed, as a sentence for whoever publishes."""
    what_to_ask = {
        Why.SMALL: "Could anybody be recognised by it?",
        Why.NAME: "Does this person know and agree?",
        Why.QUOTE: "Did whoever was quoted give permission?",
    }
    return f"{item.why.value.capitalize()}: {item.words}. {what_to_ask[item.why]}"


def check_second_person(by: Actor, writers: Collection[int], noun: str = "this") -> None:
    """Refuse a publication by whoever wrote the words, and by the system."""
    if by.user_id is None:
        raise Refusal(f"A person publishes {noun}.", EVERY_PUBLICATION)
    if by.user_id in writers:
        raise Refusal("You wrote this; another person must publish it.", EVERY_PUBLICATION)


def check_not_writer(by: Actor, writers: Collection[int], noun: str) -> None:
    """Refuse to publish a document by anybody who wrote any of it."""
    if by.user_id in writers:
        raise Refusal(f"You wrote part of this {noun}; another person must publish it.", EVERY_PUBLICATION)


def check_reason(noticed: Sequence[Recognisable], reason: str) -> None:
    """Refuse to publish what could let somebody be recognised without saying why that is right."""
    if noticed:
        words = "; ".join(item.words for item in noticed[:3])
        check_says(
            reason,
            f"Somebody could be recognised: {words}.",
            "Have the words changed, or say why they may be published as they are.",
        )


def check_document_may_go(noticed: Sequence[Recognisable], reason: str, pointed_out: Collection[str]) -> None:
    """Refuse a document with what could let somebody be recognised, without a reason or where it was not pointed out.

    ``pointed_out`` is what was pointed out to whoever gave the reason.
    """
    check_reason(noticed, reason)
    unseen = [item.words for item in noticed if item.words not in pointed_out]
    if reason and pointed_out and unseen:
        raise Refusal(
            f"The document has changed since its publication was asked for: {unseen[0]}.",
            "Read it again and publish it as it is now.",
        )


def check_may_publish(by: Actor, draft: Draft) -> None:
    """Refuse whoever may not publish this kind, wrote it, or would publish what is public already."""
    check_may(by, draft.kind.permission)
    if not draft.differs:
        raise Refusal("This is public already, word for word.", "There is nothing to publish.")
    check_second_person(by, draft.writers)


def why_not_publish(by: Actor, draft: Draft) -> str:
    """Why this person may not publish a draft; empty where they may."""
    try:
        check_may_publish(by, draft)
    except Refusal as refusal:
        return refusal.reason
    return ""


MOST_AT_ONCE = 100
"""How many drafts one page offers to publish at once, so that they can be read on it."""


def publishable_together(by: Actor, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that this person may publish several at a time: those that wait and in which nothing is pointed out."""
    return [draft for draft in drafts if draft.waits and not draft.noticed and not why_not_publish(by, draft)]


def check_nothing_pointed_out(draft: Draft) -> None:
    """Refuse to publish together with others what could let somebody be recognised."""
    if draft.noticed:
        raise Refusal(
            f"Somebody could be recognised from “{draft.title}”: {draft.noticed[0].words}.",
            "Publish it on its own page, with a reason.",
        )


def check_as_read(draft: Draft, fingerprint: str) -> None:
    """Refuse to publish or to return other words than the person had before them."""
    if draft.fingerprint != fingerprint:
        raise Refusal(
            "The words were changed while you were reading.",
            "Read them again: they are shown as they are now.",
        )


def check_note(reason: str, names: Iterable[str]) -> None:
    """Refuse a withdrawal without a reason, or with one that could let somebody be recognised: everybody reads it."""
    check_says(reason, "A withdrawal needs a reason.", "Say what was wrong, for those who read or used it.")
    if noticed := noticed_in([("", reason)], names):
        raise Refusal(
            f"This reason will be public, and a person could be recognised from it: {noticed[0].words}.",
            "Say it without the name, number or quotation.",
        )


def who_publishes(kind: PublicKind) -> str:
    """What somebody must be, and must not have done, to publish a kind of record."""
    able = ", ".join(role.name.lower() for role in roles_with(kind.permission))
    return f"It takes a person who did not write it, with one of these roles: {able}."


def how_published(version: PublicVersion) -> str:
    """How one version came to be public, for everybody: no more than is on record."""
    day = date_words(version.published_at)
    if version.before_rule:
        return f"Public before {day}, when publishing began to take a second person; no check of it is on record."
    return f"Published on {day} by a person who did not write it (version {version.number})."


def how_withdrawn(version: PublicVersion) -> str:
    """The note that a withdrawn version leaves."""
    return f"Withdrawn on {date_words(version.withdrawn_at)}. {version.withdrawn_because}"


def how_all_published(versions: Sequence[PublicVersion]) -> str:
    """How everything on a page came to be public, in a sentence or two."""
    before = sum(version.before_rule for version in versions)
    if not versions:
        return ""
    if not before:
        return "Everything here was published by a person who did not write it."
    if before == len(versions):
        return "All of this was public before publishing began to take a second person; no check of it is on record."
    which, them = ("that one was", "it") if before == 1 else ("those were", "them")
    return (
        f"Published by a person who did not write it, but for {before} of the {len(versions)} entries: {which} public "
        f"before publishing began to take a second person, and no check of {them} is on record."
    )
