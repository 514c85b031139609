"""Reading what people told us."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Prefetch

from realign.analyse.voices.models import (
    Change,
    ChangeLine,
    Listening,
    ListeningEvent,
    Pilot,
    PilotMeasure,
    Said,
    Story,
)
from realign.analyse.voices.types import ChangeShown, CountedLine, EstimatedLine, Heard, LineShown
from realign.foundations.partnerships.models import Partnership
from realign.methods.intervals import wilson
from realign.methods.paired import paired_difference
from realign.registers.indicators.models import Indicator


def listenings(partnership: Partnership) -> models.QuerySet[Listening]:
    """Every piece of listening with its events and lists."""
    lines = Said.objects.select_related("theme", "lead", "event").prefetch_related("answers", "answered_by")
    return (
        Listening.objects.filter(partnership=partnership)
        .select_related("partnership", "method", "changed_by")
        .prefetch_related("events", Prefetch("lines", queryset=lines.order_by("pk")))
    )


def heard(listening: Listening) -> Heard:
    """The four lists of a piece read through ``listenings``, with the lines that nothing answers."""
    lines = list(listening.lines.all())
    lists = {kind: tuple(line for line in lines if line.kind == kind) for kind in Said.Kind.values}
    loose = (line for line in lines if line.kind != Said.Kind.ACTION and not line.answered_by.all())
    return Heard(listening, lists, tuple(loose))


def event(partnership: Partnership, pk: int) -> ListeningEvent:
    """One event; raises ListeningEvent.DoesNotExist."""
    return ListeningEvent.objects.select_related("listening", "changed_by").get(
        partnership=partnership, pk=pk
    )


def said_line(partnership: Partnership, pk: int) -> Said:
    """One line of a list; raises Said.DoesNotExist."""
    return Said.objects.select_related("listening", "event", "theme", "lead", "changed_by").get(
        partnership=partnership, pk=pk
    )


def stories(partnership: Partnership) -> models.QuerySet[Story]:
    """Every story with its theme, its service and the measures it stands beside."""
    return (
        Story.objects.filter(partnership=partnership)
        .select_related("partnership", "theme", "service", "changed_by")
        .prefetch_related("indicators")
        .order_by("title", "pk")
    )


def stories_beside(partnership: Partnership, *measures: Indicator | int) -> models.QuerySet[Story]:
    """Stories beside any of some measures."""
    return stories(partnership).filter(indicators__in=measures).distinct()


def stories_by_measure(partnership: Partnership, measures: Iterable[int]) -> dict[int, list[Story]]:
    """The stories beside each of some measures, by the measure's number. Two queries for however many."""
    wanted = set(measures)
    by_measure: dict[int, list[Story]] = {}
    for story in stories_beside(partnership, *wanted):
        for indicator in story.indicators.all():
            if indicator.pk in wanted:
                by_measure.setdefault(indicator.pk, []).append(story)
    return by_measure


def changes(partnership: Partnership) -> models.QuerySet[Change]:
    """Every change with its lines, newest first."""
    lines = ChangeLine.objects.select_related("item").order_by("item__position", "pk")
    return (
        Change.objects.filter(partnership=partnership)
        .select_related("partnership", "service", "changed_by")
        .prefetch_related(Prefetch("lines", queryset=lines))
    )


def line(partnership: Partnership, pk: int) -> ChangeLine:
    """One line of a change; raises ChangeLine.DoesNotExist."""
    return ChangeLine.objects.select_related("change", "item", "changed_by").get(
        partnership=partnership, pk=pk
    )


def change_in_full(change: Change) -> ChangeShown:
    """A change read through ``changes``, worked out."""
    response = change.answered / change.asked if change.asked and change.answered is not None else None
    return ChangeShown(change, tuple(map(_worked_out, change.lines.all())), response)


def pilots(partnership: Partnership) -> models.QuerySet[Pilot]:
    """Every pilot with the measures of each partner."""
    measures = PilotMeasure.objects.select_related("organisation", "indicator").order_by("pk")
    return (
        Pilot.objects.filter(partnership=partnership)
        .select_related("partnership", "service", "changed_by")
        .prefetch_related(Prefetch("measures", queryset=measures))
        .annotate(measure_count=Count("measures"))
        .order_by("name")
    )


def measure(partnership: Partnership, pk: int) -> PilotMeasure:
    """One partner’s measure; raises PilotMeasure.DoesNotExist."""
    return PilotMeasure.objects.select_related("pilot", "organisation", "indicator", "changed_by").get(
        partnership=partnership, pk=pk
    )


def themes_of(lines: Iterable[Said]) -> list[str]:
    """The themes of some lines, each once."""
    return list(dict.fromkeys(line.theme.label for line in lines if line.theme))


def _worked_out(line: ChangeLine) -> LineShown:
    match line.n, line.before, line.better, line.worse, line.low, line.high:
        case int(n), int(before), int(better), int(worse), None, None:
            return CountedLine(
                line,
                children=n,
                before=wilson(before, n),
                after=wilson(before + better - worse, n),
                change=paired_difference(n, before, better, worse),
            )
        case None, None, None, None, int(low), int(high):
            return EstimatedLine(line, low, high)
        case _:
            raise ValueError(f"“{line}” is neither counted nor estimated; the database holds no such line.")
