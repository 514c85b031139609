"""What people told us, in words and tables."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from django.urls import reverse
from django.utils.text import get_text_list

from realign.analyse.voices.models import Change, Judge, ListeningEvent, Pilot, PilotMeasure, Said, Story
from realign.analyse.voices.pictures import points, table_row
from realign.analyse.voices.queries import change_in_full
from realign.analyse.voices.types import ChangeShown, Heard
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, percent, plural
from realign.methods.percentages import is_percentage, percentage
from realign.registers.frameworks.models import FrameworkItem

NOUNS = {
    Said.Kind.NEED: "need",
    Said.Kind.BARRIER: "barrier",
    Said.Kind.SOLUTION: "solution",
    Said.Kind.ACTION: "agreed action",
}
FEWER = "fewer than 5"


def answer(heard: Heard) -> str:
    """How much was said and agreed, and what nothing answers yet."""
    there = [counted(len(heard.lists[kind]), noun) for kind, noun in NOUNS.items() if heard.lists[kind]]
    if not there:
        return "Nothing has been added yet."
    done = sum(line.done_on is not None for line in heard.lists[Said.Kind.ACTION])
    text = f"{get_text_list(there, 'and')}."
    if heard.lists[Said.Kind.ACTION]:
        text += f" {done or 'None'} of what adults agreed {'is' if done < 2 else 'are'} done."
    loose = len(heard.unanswered)
    if loose:
        text += f" {counted(loose, 'line').capitalize()} {'has' if loose == 1 else 'have'} no answer yet."
    return text[0].upper() + text[1:]


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
        return Status("No lead", Tone.ATTENTION)
    return Status("Agreed", Tone.INFO, f"by {date_words(line.due_on)}" if line.due_on else "no day set")


def lines_rows(heard: Heard) -> Iterator[Sequence[object]]:
    """Every line of the four lists as rows of a CSV file, headings first."""
    yield (
        "list", "line", "event", "wellbeing indicator", "consent", "answers", "who", "by when", "done on",
        "invented", "source",
    )  # fmt: skip
    for lines in heard.lists.values():
        for line in lines:
            yield (
                line.get_kind_display(), line.text, str(line.event), line.theme.label if line.theme else "",
                line.get_consent_display(), "; ".join(other.text for other in line.answers.all()), str(line.lead or ""),
                line.due_on.isoformat() if line.due_on else "", line.done_on.isoformat() if line.done_on else "",
                line.invented, line.source,
            )  # fmt: skip


def story_table(slug: str, themes: Sequence[FrameworkItem]) -> TableSpec:
    """All stories, with their themes and consent."""
    return TableSpec(
        name="stories",
        noun="story,stories",
        caption="Stories by wellbeing theme",
        columns=(
            Column("title", "Story", link=Story.get_absolute_url),
            Column("theme.label", "Wellbeing theme", sortable="theme__label"),
            Column("teller", "Told by", value=lambda story: story.get_teller_display()),
            Column("consent", "Agreed", value=lambda story: story.get_consent_display()),
            Column(
                "beside", "Beside the measures", sortable=False,
                value=lambda story: "; ".join(indicator.title for indicator in story.indicators.all()) or "none yet",
            ),
            Column("service.name", "Service", sortable="service__name"),
            Column("invented", "Data", sortable=False, value=lambda story: "Invented data" if story.invented else ""),
        ),
        search_fields=("title", "shows", "service__name"),
        filters=(
            Filter("theme", "Wellbeing theme", choices=[(str(item.pk), item.label) for item in themes]),
            Filter("teller", "Told by", choices=Story.Teller.choices),
            Filter("consent", "Agreed", choices=Story.Consent.choices),
        ),
        default_sort="title",
        empty_title="No stories yet",
        empty_help="A story shows what is behind a number. Add one only with consent and without names.",
        empty_action="Add a story",
        empty_url=reverse("voices:story-add", args=[slug]),
    )  # fmt: skip


def story_facts(story: Story) -> list[SummaryRow]:
    """Whose it is and what they agreed to."""
    return [
        SummaryRow("Wellbeing theme", story.theme.label),
        SummaryRow("Told by", story.get_teller_display() + (f", {story.told_in}" if story.told_in else "")),
        SummaryRow("Agreed", story.get_consent_display()),
        SummaryRow("How consent was given", story.consent_how),
    ]


def response(change_shown: ChangeShown) -> str:
    """How many were asked and answered, as far as the source says."""
    asked_of, answered = change_shown.change.asked, change_shown.change.answered
    match asked_of, answered:
        case None, None:
            return "How many were asked and how many answered is not stated."
        case int(), None:
            return f"{counted(asked_of, 'person,people')} asked; how many answered is not stated."
        case None, int():
            return f"{counted(answered, 'person,people')} answered; how many were asked is not stated."
        case _:
            return f"{answered} of {asked_of} asked answered ({percent(change_shown.response, 0)})."


def change_answer(change_shown: ChangeShown) -> str:
    """What changed, who says so and how sure it is, in a few sentences."""
    if not change_shown.lines:
        return "No figures have been added yet."
    sentences = [counted_answer(change_shown)]
    estimated = change_shown.estimated
    if estimated:
        low, high = min(line.low for line in estimated), max(line.high for line in estimated)
        sentences.append(
            f"An improvement of {low}% to {high}%, estimated by "
            f"{change_shown.change.get_judge_display()}, not counted."
        )
    return " ".join(sentence for sentence in sentences if sentence)


def counted_answer(change_shown: ChangeShown) -> str:
    """How many of the counted wellbeing indicators rose or fell beyond chance; nothing where none is counted."""
    lines = change_shown.counted
    if not lines:
        return ""
    up = sum(line.is_sure and line.change.estimate > 0 for line in lines)
    down = sum(line.is_sure and line.change.estimate < 0 for line in lines)
    most = max(lines, key=lambda line: line.change.estimate)
    unsure = len(lines) - up - down
    return (
        f"Of {counted(len(lines), 'wellbeing indicator')}, {up} rose, {down} fell and {unsure} may be chance. "
        f"Most changed: {str(most.line).lower()}, {points(most.change.estimate)}."
    )


def estimate_answer(change_shown: ChangeShown) -> str:
    """What an estimated range is, and what it is not."""
    return (
        f"The range is an estimate by {change_shown.change.get_judge_display()}. Children were not counted."
    )


def change_facts(change_shown: ChangeShown) -> list[SummaryRow]:
    """Judged by, how, and of how many."""
    change = change_shown.change
    return [
        SummaryRow("Judged by", change.get_judge_display().capitalize()),
        SummaryRow("When", change.period),
        SummaryRow("Method", change.method),
        SummaryRow("Response", response(change_shown)),
        SummaryRow("Limitations", change.does_not_tell or "not recorded"),
        SummaryRow("Source", change.source or "not recorded"),
    ]


def change_table(slug: str) -> TableSpec:
    """All changes seen, with who says so."""
    return TableSpec(
        name="changes-seen",
        noun="change",
        caption="Change in children helped by a service",
        columns=(
            Column("title", "Change", link=Change.get_absolute_url),
            Column("about", "Service", sortable="service__name"),
            Column("period", "When"),
            Column("judge", "Judged by", value=lambda change: change.get_judge_display()),
            Column("asked", "Asked", kind=Kind.NUMBER),
            Column("answered", "Answered", kind=Kind.NUMBER),
            Column(
                "says",
                "What changed",
                sortable=False,
                value=lambda change: change_answer(change_in_full(change)),
            ),
            Column(
                "invented",
                "Data",
                sortable=False,
                value=lambda change: "Invented data" if change.invented else "",
            ),
        ),
        search_fields=("title", "service__name", "elsewhere"),
        filters=(Filter("judge", "Judged by", choices=Judge.choices),),
        default_sort="-period",
        empty_title="No changes added yet",
        empty_help="Ask the same children at the start and at the end, and record how many answered.",
        empty_action="Add a change",
        empty_url=reverse("voices:change-add", args=[slug]),
    )


def change_rows(change_shown: ChangeShown) -> Iterator[Sequence[object]]:
    """The lines of a change for a file."""
    yield (
        "wellbeing indicator", "at the start", "at the end", "change with 95% interval", "children",
        "judged by", "kind",
    )  # fmt: skip
    for line in change_shown.lines:
        kind = "estimate" if line.is_estimate else "counted"
        yield (*table_row(line), change_shown.change.get_judge_display(), kind)


def verdict(measure: PilotMeasure) -> Status:
    """Whether a measure of a pilot got better or worse, by which way is better for it."""
    if measure.before is None or measure.after is None:
        return Status("No figures yet", Tone.NEUTRAL)
    if measure.before == measure.after:
        return Status("No change", Tone.NEUTRAL)
    rose = measure.after > measure.before
    better = rose == (measure.good == PilotMeasure.Good.HIGHER)
    return Status(
        "Better" if better else "Worse", Tone.GOOD if better else Tone.BAD, "rose" if rose else "fell"
    )


def figures(measure: PilotMeasure) -> str:
    """What a measure of a pilot was before and is now, with its unit, in a sentence."""
    if measure.before is None and measure.after is None:
        return "No figures have been added."
    unit = f" {measure.unit}" if measure.unit else ""
    parts = [
        "not known"
        if value is None
        else percentage(value)
        if is_percentage(measure.unit)
        else f"{value:g}{unit}"
        for value in (measure.before, measure.after)
    ]
    many = f", of {counted(measure.people, 'person,people')}" if measure.people else ""
    return f"{parts[0]} before, {parts[1]} now{many}{f' ({measure.when})' if measure.when else ''}."


def pilot_answer(pilot: Pilot) -> str:
    """Who measures what, and which question nobody asks."""
    measures = list(pilot.measures.all())
    if not measures:
        return "No measures have been added yet."
    whose = list(dict.fromkeys(measure.whose for measure in measures))
    text = f"{counted(len(whose), 'partner').capitalize()} {plural(len(whose), 'measures,measure')} it"
    text += f" in {counted(len(measures), 'way')}."
    kinds = {measure.kind for measure in measures}
    if kinds == {PilotMeasure.Kind.SYSTEM}:
        return f"{text} All look at how services work; none shows what changed for families."
    if kinds == {PilotMeasure.Kind.PEOPLE}:
        return f"{text} All look at what families say; none shows what changed in services."
    return f"{text} They answer different questions, so they need not agree."


def side_by_side(pilot: Pilot) -> list[PilotMeasure]:
    """The measures in turn: one of services, one of people, so that they stand side by side."""
    measures = list(pilot.measures.all())
    system, families = ([m for m in measures if m.kind == kind] for kind in PilotMeasure.Kind.values)
    return [m for pair in zip_longest(system, families) for m in pair if m is not None]


def measures_table(pilot: Pilot) -> PlainTable:
    """Every measure of a pilot, one row each."""
    return PlainTable(
        caption="Every measure of this pilot",
        headers=("Whose", "What is measured", "Looks at", "What it says", "Verdict", "Limitations"),
        rows=[
            [
                m.whose,
                m.name,
                m.get_kind_display(),
                figures(m),
                str(verdict(m)),
                m.does_not_tell or "not recorded",
            ]
            for m in side_by_side(pilot)
        ],
    )


def measure_rows(pilots: Sequence[Pilot]) -> Iterator[Sequence[object]]:
    """Every measure of every pilot for a file."""
    yield (
        "pilot", "whose", "what is measured", "looks at", "unit", "better", "before", "now", "people", "when",
        "cannot tell", "invented", "source",
    )  # fmt: skip
    for pilot in pilots:
        for m in pilot.measures.all():
            yield (
                pilot.name, m.whose, m.name, m.get_kind_display(), m.unit, m.get_good_display() if m.good else "",
                m.before, m.after, m.people, m.when, m.does_not_tell, m.invented, m.source,
            )  # fmt: skip
