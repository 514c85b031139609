"""The SMART check of one action: five letters, each from fields that anybody can look up.

S actor, verb and object · M indicator, baseline and target · A resource · R linked outcome · T date
(criterion 14 of the government's review of plans asks for each of the five). A mark is earned by what is written
down, not by how well it reads: “Promote best practice in sharing information” is specific, and has no measure or date.
"""

from django.utils.text import get_text_list

from realign.foundations.design.words import date_words, ended, money_exact
from realign.methods.wording.substance import says_something, why_hollow
from realign.plan.priorities.types import ActionFacts, Smart, SmartMark

# Verbs that planned work begins with. Language, not policy: add a verb when a plan uses one that is missing.
_VERBS = """
achieve act add address adopt agree align allocate analyse appoint apply arrange ask assess assign audit begin
bring build buy carry change check choose close collect combine commission communicate complete conduct connect
consider consult continue convene convert co-design co-produce coordinate co-ordinate create cut decide
decommission define deliver deploy design develop direct distribute do embed employ enable encourage end engage
enhance ensure equip establish evaluate expand explore extend facilitate finance find fund gather get give grow
guide harmonise help hire hold host identify implement improve include increase inform install integrate introduce
invest invite involve join keep launch lead learn let lessen link listen lower maintain make map match measure
meet merge mitigate monitor move negotiate offer open organise pay pilot place plan pool prepare prevent prioritise
procure produce promote protect provide publish put raise reach realign recruit redesign reduce refer reform refresh
remove renew replace report research reshape respond restructure retain retrain review revise roll run see secure
seek send set share shift show simplify staff standardise start stop streamline strengthen support survey tackle
take target teach test tie track train transfer transform trial try turn understand undertake unify update upgrade
use visit widen work write
"""

_SAYS_LITTLE = """
address consider continue embed enable encourage engage enhance ensure explore facilitate help improve maintain
promote respond seek strengthen support tackle understand
"""

VERBS = frozenset(_VERBS.split())

# Verbs whose doing nobody can see: earned all the same, with a word of advice.
SAYS_LITTLE = frozenset(_SAYS_LITTLE.split())

SHORTEST_OBJECT = 2  # words after the verb: “Open hubs” names no object that two people would agree on


def smart_of(facts: ActionFacts) -> Smart:
    """The five marks with their reasons.

    >>> smart_of(ActionFacts(title="Open three youth hubs", lead="Angus Council")).earned
    'S····'
    """
    return Smart((_specific(facts), _measurable(facts), _achievable(facts), _relevant(facts), _timed(facts)))


def _specific(facts: ActionFacts) -> SmartMark:
    words = facts.title.split()
    verb = words[0].lower().strip(",.;:") if words else ""
    lacks = []
    if not (facts.lead or facts.lead_person):
        lacks.append("it has no lead")
    if verb not in VERBS:
        lacks.append(
            f"it does not start with what will be done (it starts with “{words[0] if words else ''}”)"
        )
    elif len([word for word in words[1:] if says_something(word)]) < SHORTEST_OBJECT:
        lacks.append("it does not say what will be acted on")
    if lacks:
        return SmartMark("S", "Specific", False, _sentence(get_text_list(lacks, "and")))
    actor = ", ".join(name for name in (facts.lead, facts.lead_person) if name)
    reason = f"{actor} will {words[0].lower()} {' '.join(words[1:])}."
    if not facts.lead_person:
        reason += " No lead official is named yet."
    if verb in SAYS_LITTLE:
        reason += f" “{words[0]}” is vague: use a verb that can be checked."
    return SmartMark("S", "Specific", True, reason)


def _measurable(facts: ActionFacts) -> SmartMark:
    if not facts.measures:
        return SmartMark("M", "Measurable", False, "It has no indicator with a baseline and a target.")
    aims = "; ".join(f"{name} from {baseline} to {goal}" for name, baseline, goal in facts.measures)
    return SmartMark("M", "Measurable", True, f"{aims}.")


def _achievable(facts: ActionFacts) -> SmartMark:
    why = why_hollow(facts.resources, [facts.title])
    if not facts.money and why:
        typed = f" What is written under resources {why}." if facts.resources.strip() else ""
        return SmartMark("A", "Achievable", False, f"It has no funding, people or other resources.{typed}")
    means = [money_exact(facts.money)] if facts.money else []
    means += [] if why else [facts.resources.strip()]
    return SmartMark("A", "Achievable", True, ended("; ".join(means)))


def _relevant(facts: ActionFacts) -> SmartMark:
    if not facts.outcome:
        return SmartMark("R", "Relevant", False, "It is linked to no outcome.")
    if why := why_hollow(facts.outcome):
        return SmartMark(
            "R", "Relevant", False, f"The words of its outcome say nothing: what is written {why}."
        )
    return SmartMark("R", "Relevant", True, f"It serves the outcome: {facts.outcome}")


def _timed(facts: ActionFacts) -> SmartMark:
    if facts.due_on is None:
        return SmartMark("T", "Time-bound", False, "It has no due date.")
    return SmartMark("T", "Time-bound", True, f"Done by {date_words(facts.due_on)}.")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
