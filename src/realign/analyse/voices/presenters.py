"""What people told us, in words and tables."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from django.urls import reverse

from realign.analyse.voices.models import Change, ListeningEvent, Pilot, PilotMeasure, Said, Story
from realign.analyse.voices.pictures import points, table_row
from realign.analyse.voices.queries import shown
from realign.analyse.voices.types import ChangeShown, Heard
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, percent, plural
from realign.registers.frameworks.models import FrameworkItem

NOUNS = {
    Said.Kind.NEED: "need",
    Said.Kind.BARRIER: "barrier",
    Said.Kind.SOLUTION: "solution",
    Said.Kind.ACTION: "agreed action",
}
FEWER = "fewer than 5"


def answer(held: Heard) -> str:
    """How much was said and agreed, and what nothing answers yet."""
    there = [counted(len(held.lists[kind]), noun) for kind, noun in NOUNS.items() if held.lists[kind]]
    if not there:
        return "Nothing is written down yet."
    done = sum(line.done_on is not None for line in held.lists[Said.Kind.ACTION])
    said = f"{_and(there)}."
    if held.lists[Said.Kind.ACTION]:
        said += f" {done or 'None'} of what adults agreed {'is' if done < 2 else 'are'} done."
    loose = len(held.unanswered)
    if loose:
        said += f" {counted(loose, 'line').capitalize()} {'has' if loose == 1 else 'have'} no answer yet."
    return said[0].upper() + said[1:]


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def people(event: ListeningEvent) -> str:
    """How many took part, no more exactly than is safe."""
    if event.people is None:
        return "number not recorded"
    return FEWER if 0 < event.people < 5 else counted(event.people, "person,people")


def action_state(line: Said) -> Status:
    """How an agreed action stands."""
    if line.done_on is not None:
        return Status("Done", Tone.DONE, date_words(line.done_on))
    if line.lead is None:
        return Status("Nobody leads it", Tone.ATTENTION)
    return Status("Agreed", Tone.INFO, f"by {date_words(line.due_on)}" if line.due_on else "no day set")


def lines_rows(held: Heard) -> Iterator[Sequence[object]]:
    """Every line for a file."""
    yield (
        "list", "line", "event", "wellbeing indicator", "consent", "answers", "who", "by when", "done on",
        "invented", "source",
    )  # fmt: skip
    for lines in held.lists.values():
        for one in lines:
            yield (
                one.get_kind_display(), one.text, str(one.event), one.theme.label if one.theme else "",
                one.get_consent_display(), "; ".join(other.text for other in one.answers.all()), str(one.lead or ""),
                one.due_on.isoformat() if one.due_on else "", one.done_on.isoformat() if one.done_on else "",
                one.invented, one.source,
            )  # fmt: skip


def story_table(slug: str, themes: Sequence[FrameworkItem]) -> TableSpec:
    """All stories, with their themes and consent."""
    return TableSpec(
        name="stories",
        noun="story,stories",
        caption="Stories, with what they speak to",
        columns=(
            Column("title", "Story", link=lambda one: reverse("voices:story", args=[slug, one.slug])),
            Column("theme.label", "Speaks to", sortable="theme__label"),
            Column("teller", "Told by", value=lambda one: one.get_teller_display()),
            Column("consent", "Agreed", value=lambda one: one.get_consent_display()),
            Column(
                "beside", "Beside the measures", sortable=False,
                value=lambda one: "; ".join(held.title for held in one.indicators.all()) or "none yet",
            ),
            Column("service.name", "Service", sortable="service__name"),
            Column("invented", "Data", sortable=False, value=lambda one: "Invented data" if one.invented else ""),
        ),
        search_fields=("title", "shows", "service__name"),
        filters=(
            Filter("theme", "Speaks to", choices=[(str(item.pk), item.label) for item in themes]),
            Filter("teller", "Told by", choices=Story.Teller.choices),
            Filter("consent", "Agreed", choices=Story.Consent.choices),
        ),
        default_sort="title",
        empty_title="No stories yet",
        empty_help="A story stands beside a number and says what it is like. Keep one only with consent and no names.",
        empty_action="Keep a story",
        empty_url=reverse("voices:story-add", args=[slug]),
    )  # fmt: skip


def story_facts(one: Story) -> list[SummaryRow]:
    """Whose it is and what they agreed to."""
    return [
        SummaryRow("Speaks to", one.theme.label),
        SummaryRow("Told by", one.get_teller_display() + (f", {one.told_in}" if one.told_in else "")),
        SummaryRow("Agreed", one.get_consent_display()),
        SummaryRow("How consent was given", one.consent_how),
    ]


def response(held: ChangeShown) -> str:
    """How many were asked and answered, as far as the source says."""
    asked, answered = held.change.asked, held.change.answered
    match asked, answered:
        case None, None:
            return "How many were asked and how many answered is not stated."
        case int(), None:
            return f"{counted(asked, 'person,people')} asked; how many answered is not stated."
        case None, int():
            return f"{counted(answered, 'person,people')} answered; how many were asked is not stated."
        case _:
            return f"{answered} of {asked} asked answered ({percent(held.response, 0)})."


def change_answer(held: ChangeShown) -> str:
    """What changed, who says so and how sure it is, in a few sentences."""
    if not held.lines:
        return "No figures are written down yet."
    said = [counted_answer(held)]
    estimated = [one.line for one in held.lines if one.is_estimate]
    if estimated:
        low, high = min(line.low for line in estimated), max(line.high for line in estimated)
        said.append(
            f"An improvement of {low}% to {high}%, as estimated by {held.change.get_judge_display()}; "
            "nobody counted it."
        )
    return " ".join(part for part in said if part)


def counted_answer(held: ChangeShown) -> str:
    """How many of the counted wellbeing indicators rose or fell beyond chance; nothing where none is counted."""
    lines = [one for one in held.lines if not one.is_estimate]
    if not lines:
        return ""
    up = sum(one.is_sure and one.change.estimate > 0 for one in lines)
    down = sum(one.is_sure and one.change.estimate < 0 for one in lines)
    most = max(lines, key=lambda one: one.change.estimate)
    unsure = len(lines) - up - down
    return (
        f"Of {counted(len(lines), 'wellbeing indicator')}, {up} rose, {down} fell and {unsure} may be chance. "
        f"Most changed: {str(most.line).lower()}, {points(most.change.estimate)}."
    )


def estimate_answer(held: ChangeShown) -> str:
    """What an estimated range is, and what it is not."""
    return f"The band is what {held.change.get_judge_display()} estimated. No child was counted."


def change_facts(held: ChangeShown) -> list[SummaryRow]:
    """Who judged, how, and of how many."""
    one = held.change
    return [
        SummaryRow("Who judged", one.get_judge_display().capitalize()),
        SummaryRow("When", one.period),
        SummaryRow("How it was found out", one.method),
        SummaryRow("Response", response(held)),
        SummaryRow("What this does not tell", one.does_not_tell or "not said"),
        SummaryRow("Source", one.source or "not said"),
    ]


def change_table(slug: str) -> TableSpec:
    """All changes seen, with who says so."""
    return TableSpec(
        name="changes-seen",
        noun="change",
        caption="Change seen in children whom a service helped",
        columns=(
            Column("title", "Change", link=lambda one: reverse("voices:change", args=[slug, one.slug])),
            Column("about", "Service", sortable="service__name"),
            Column("period", "When"),
            Column("judge", "Judged by", value=lambda one: one.get_judge_display()),
            Column("asked", "Asked", kind=Kind.NUMBER),
            Column("answered", "Answered", kind=Kind.NUMBER),
            Column("says", "What changed", sortable=False, value=lambda one: change_answer(shown(one))),
            Column(
                "invented", "Data", sortable=False, value=lambda one: "Invented data" if one.invented else ""
            ),
        ),
        search_fields=("title", "service__name", "elsewhere"),
        filters=(Filter("judge", "Judged by", choices=Change._meta.get_field("judge").choices),),
        default_sort="-period",
        empty_title="No change is written down yet",
        empty_help="Ask the same children at the start and at the end, and write down who answered.",
        empty_action="Write down a change",
        empty_url=reverse("voices:change-add", args=[slug]),
    )


def change_rows(held: ChangeShown) -> Iterator[Sequence[object]]:
    """The lines of a change for a file."""
    yield (
        "wellbeing indicator", "at the start", "at the end", "change with 95% interval", "children",
        "judged by", "kind",
    )  # fmt: skip
    for one in held.lines:
        kind = "estimate" if one.is_estimate else "counted"
        yield (*table_row(one), held.change.get_judge_display(), kind)


def verdict(one: PilotMeasure) -> Status:
    """Which way a measure went."""
    if one.before is None or one.after is None:
        return Status("No figures yet", Tone.NEUTRAL)
    if one.before == one.after:
        return Status("No change", Tone.NEUTRAL)
    rose = one.after > one.before
    better = rose == (one.good == PilotMeasure.Good.HIGHER)
    return Status(
        "Better" if better else "Worse", Tone.GOOD if better else Tone.BAD, "rose" if rose else "fell"
    )


def figures(one: PilotMeasure) -> str:
    """Before and now, with their unit."""
    if one.before is None and one.after is None:
        return "No figures are written down."
    unit = one.unit if one.unit == "%" else f" {one.unit}" if one.unit else ""
    parts = ["not known" if value is None else f"{value:g}{unit}" for value in (one.before, one.after)]
    many = f", of {counted(one.people, 'person,people')}" if one.people else ""
    return f"{parts[0]} before, {parts[1]} now{many}{f' ({one.when})' if one.when else ''}."


def pilot_answer(one: Pilot) -> str:
    """Who measures what, and which question nobody asks."""
    held = list(one.measures.all())
    if not held:
        return "Nobody has said yet how they measure it."
    whose = list(dict.fromkeys(measure.whose for measure in held))
    said = f"{counted(len(whose), 'partner').capitalize()} {plural(len(whose), 'measures,measure')} it"
    said += f" in {counted(len(held), 'way')}."
    kinds = {measure.kind for measure in held}
    if kinds == {PilotMeasure.Kind.SYSTEM}:
        return f"{said} All look at how services work; nobody says what changed for families."
    if kinds == {PilotMeasure.Kind.PEOPLE}:
        return f"{said} All look at what families say; nobody says what changed in services."
    return f"{said} They answer different questions, so they need not agree."


def side_by_side(one: Pilot) -> list[PilotMeasure]:
    """The measures in turn: one of services, one of people, so that they stand side by side."""
    held = list(one.measures.all())
    system, families = ([m for m in held if m.kind == kind] for kind in PilotMeasure.Kind.values)
    return [m for pair in zip_longest(system, families) for m in pair if m is not None]


def measures_table(one: Pilot) -> PlainTable:
    """Every measure of a pilot, one row each."""
    return PlainTable(
        caption="Every measure of this pilot",
        headers=("Whose", "What is measured", "Looks at", "What it says", "Verdict", "What it cannot tell"),
        rows=[
            [
                m.whose,
                m.name,
                m.get_kind_display(),
                figures(m),
                str(verdict(m)),
                m.does_not_tell or "not said",
            ]
            for m in side_by_side(one)
        ],
    )


def measure_rows(held: Sequence[Pilot]) -> Iterator[Sequence[object]]:
    """Every measure of every pilot for a file."""
    yield (
        "pilot", "whose", "what is measured", "looks at", "unit", "better", "before", "now", "people", "when",
        "cannot tell", "invented", "source",
    )  # fmt: skip
    for pilot in held:
        for m in pilot.measures.all():
            yield (
                pilot.name, m.whose, m.name, m.get_kind_display(), m.unit, m.get_good_display() if m.good else "",
                m.before, m.after, m.people, m.when, m.does_not_tell, m.invented, m.source,
            )  # fmt: skip
