"""What makes a promise rest on evidence, and an outcome visible."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils.text import get_text_list

from realign.analyse.needs.rules import counts_work_done
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.methods.wording.substance import says_something
from realign.plan.alignment.models import Support
from realign.plan.alignment.types import EvidenceVerdict, HeldValue, Sight
from realign.plan.priorities.models import Commitment, Outcome, Target
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_may_cite

VIEW, EDIT = "priorities.view", "priorities.edit"
OLDEST_BEFORE_BASELINE = timedelta(
    days=366
)  # a yearly figure can be as old as that on the day of the baseline

SightWithReason = tuple[Sight, str]

# groups of children for whom plans set outcomes of their own, and the words by which outcomes and indicators name them;
# language, not policy: add words when a plan uses others
GROUPS = {
    group: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for group, words in {
        "care experienced children": r"care[- ]experience\w*|looked[- ]after|care leavers?|in care|foster\w*|kinship",
        "disabled children": r"disab\w+|additional support needs?|complex needs|autis\w+|neurodiver\w+",
        "young carers": r"young carers?|carers? aged",
        "children in poverty": r"poverty|low[- ]income\w*|depriv\w+|disadvantage\w*|free school meals?",
        "minority ethnic children": r"ethnic\w*|gyps(?:y|ies)|travellers?|black children|asian children",
        "refugee children": r"refugees?|asylum\w*|unaccompanied",
        "LGBT young people": r"lgbt\w*|lesbian|gay|bisexual|transgender|trans young people",
        "children in conflict with the law": r"justice|offen[cd]\w*|custody|children.s hearings?",
        "girls": r"girls?|young women|females?",
        "boys": r"boys?|young men|males?",
    }.items()
}


def verdict(commitment: Commitment, supports: Iterable[Support]) -> EvidenceVerdict:
    """What the evidence that still stands says of a commitment."""
    if commitment.same_as_id is not None:
        return EvidenceVerdict.REPEATS
    standing = [
        support
        for support in supports
        if support.stands and says_something(support.because, [support.finding.sentence])
    ]
    if not standing:
        return EvidenceVerdict.DROP
    weak = all(support.strength == Support.Strength.WEAK for support in standing)
    return EvidenceVerdict.REFINE if weak else EvidenceVerdict.KEEP


def measures_outcome(target: Target) -> bool:
    """Whether a target's indicator is about children, and not about work done."""
    return target.indicator.is_outcome and not counts_work_done(target.indicator.title)


def groups_named(text: str) -> tuple[str, ...]:
    """The groups of children that words name, by the list `GROUPS`; none when they are about all children.

    >>> groups_named("More care experienced young people are in work"), groups_named("More are ready for school")
    (('care experienced children',), ())
    """
    return tuple(group for group, words in GROUPS.items() if words.search(text))


def sight(
    statement: str, targets: Sequence[Target], values: Mapping[int, Sequence[HeldValue]]
) -> SightWithReason:
    """How well an outcome is seen by its targets, and why no better. ``values``: what each indicator holds.

    A target shows its outcome when its indicator is about children and not a stand-in, is about the group that the
    outcome names, and has a value for the area of the target, not older than a year before its baseline.
    """
    if not targets:
        return Sight.NONE, "No indicator is chosen."
    if not any(values.get(target.indicator_id) for target in targets):
        return Sight.NONE, "An indicator is chosen, but it has no values."
    each = [_seen_by(target, statement, values.get(target.indicator_id, ())) for target in targets]
    best = next(level for level in Sight if any(level_of is level for level_of, _ in each))
    if best is Sight.FULL:
        return best, ""
    return best, "; ".join(dict.fromkeys(why for _, why in each)) + "."


def _seen_by(target: Target, statement: str, values: Sequence[HeldValue]) -> SightWithReason:
    name = f"“{target.indicator.title}”"
    if not values:
        return Sight.NONE, f"{name} has no values"
    here = [value for value in values if value.is_for(target)]
    if not here:
        places = sorted({value.area_name for value in values})
        only = f"it has values for {places[0]}" if len(places) == 1 else "it has values for other areas"
        return Sight.NONE, f"{name} has no value for {target.area or 'the whole partnership'}; {only}"
    recent = [value for value in here if value.ends_on >= target.baseline_on - OLDEST_BEFORE_BASELINE]
    if not recent:
        return (
            Sight.NONE,
            f"{name} has no value since {date_words(target.baseline_on - OLDEST_BEFORE_BASELINE)}",
        )
    if target.proxy_for:
        return Sight.PROXY, f"{name} stands in for: {target.proxy_for}"
    if not measures_outcome(target):
        return Sight.PROXY, f"{name} counts work done"
    indicator = target.indicator
    about = " ".join((indicator.title, indicator.definition, indicator.numerator, indicator.denominator))
    about = " ".join((about, *(value.breakdown for value in recent)))
    lacking = [group for group in groups_named(statement) if group not in groups_named(about)]
    if lacking:
        return Sight.PROXY, f"{name} does not tell {get_text_list(lacking, 'and')} apart"
    if not any(value.breakdown == "" for value in recent) and not groups_named(statement):
        return Sight.PROXY, f"{name} has values of single groups only"
    return Sight.FULL, ""


def check_support(
    finding: Finding, commitment: Commitment | None, outcome: Outcome | None, because: str
) -> None:
    """Refuse a match with nothing, with two priorities at once, on a withdrawn table, or without a reason."""
    if commitment is None and outcome is None:
        raise Refusal("Nothing is chosen.", "Choose a commitment, an outcome, or both.")
    if commitment is not None and outcome is not None and commitment.priority_id != outcome.priority_id:
        raise Refusal(
            "The commitment and the outcome belong to two priorities.",
            "Choose an outcome of the same priority.",
        )
    check_may_cite(finding)
    check_says(
        because, "What the finding shows is missing.", "Describe it in a few words.", [finding.sentence]
    )
