"""Reading the alignment of promises with evidence, and how well each outcome is seen."""

from django.db import models
from django.db.models import Prefetch

from realign.foundations.partnerships.models import Partnership
from realign.plan.alignment import rules
from realign.plan.alignment.models import Support
from realign.plan.alignment.types import CommitmentAlignment, Covered, HeldValue, OutcomeAlignment
from realign.plan.priorities.models import Commitment, Outcome, Priority, Target
from realign.registers.gaps import queries as gaps
from realign.registers.indicators.models import Observation
from realign.registers.places import queries as places
from realign.registers.places.models import Area


def supports(partnership: Partnership) -> models.QuerySet[Support]:
    """Every match of a finding, with what it joins."""
    return Support.objects.filter(partnership=partnership).select_related(
        "finding__release", "finding__partnership", "commitment__priority", "outcome__priority", "changed_by"
    )


def matrix(partnership: Partnership) -> list[CommitmentAlignment]:
    """Each commitment, the findings that speak for it, the outcomes it should change, and the verdict. Three queries."""
    supports = Support.objects.select_related("finding__release", "finding__partnership", "outcome").order_by(
        "pk"
    )
    rows = (
        Commitment.objects.filter(partnership=partnership)
        .select_related("priority__partnership", "lead", "same_as")
        .prefetch_related(Prefetch("supports", queryset=supports), Prefetch("actions__outcome"))
        .order_by("priority__number", "number")
    )
    return [_row(row) for row in rows]


def _row(commitment: Commitment) -> CommitmentAlignment:
    everything = tuple(commitment.supports.all())
    standing = tuple(support for support in everything if support.stands)
    outcomes = [support.outcome for support in standing] + [
        action.outcome for action in commitment.actions.all()
    ]
    return CommitmentAlignment(
        commitment=commitment,
        code=f"{commitment.priority.number}.{commitment.number}",
        supports=standing,
        outcomes=tuple({outcome.pk: outcome for outcome in outcomes if outcome is not None}.values()),
        verdict=rules.verdict(commitment, everything),
        withdrawn=len(everything) - len(standing),
    )


def outcomes(partnership: Partnership) -> list[OutcomeAlignment]:
    """Each outcome with how well it is seen; a priority without an outcome too. The same number of queries always."""
    measured = Target.objects.select_related("indicator", "area").order_by("pk")
    research = (
        Support.objects.filter(commitment__isnull=True).select_related("finding__release").order_by("pk")
    )
    priorities = (
        Priority.objects.filter(partnership=partnership)
        .select_related("partnership")
        .prefetch_related(
            Prefetch(
                "outcomes",
                Outcome.objects.prefetch_related(
                    Prefetch("targets", queryset=measured), Prefetch("supports", queryset=research)
                ).order_by("slug"),
            )
        )
        .order_by("number")
    )
    values = _values(partnership)
    of_outcome = gaps.open_by_record(partnership, "outcome")
    of_priority = gaps.open_by_record(partnership, "priority")
    rows: list[OutcomeAlignment] = []
    for priority in priorities:
        priority_outcomes = list(priority.outcomes.all())
        if not priority_outcomes:
            lacking, why = rules.sight(priority.statement, (), values)
            open_gaps = tuple(of_priority.get(priority.slug, ()))
            rows.append(OutcomeAlignment(priority, None, (), lacking, f"No outcomes yet. {why}", open_gaps))
        for priority_outcome in priority_outcomes:
            targets = tuple(priority_outcome.targets.all())
            sight, why = rules.sight(priority_outcome.statement, targets, values)
            standing = tuple(support for support in priority_outcome.supports.all() if support.stands)
            rows.append(
                OutcomeAlignment(
                    priority,
                    priority_outcome,
                    targets,
                    sight,
                    why,
                    tuple(of_outcome.get(priority_outcome.slug, ())),
                    standing,
                )
            )
    return rows


def _values(partnership: Partnership) -> dict[int, list[HeldValue]]:
    """What the indicators of targets hold that is no projection, by indicator. The same queries always."""
    whole = places.whole_of(partnership)
    newest_of_each = (
        Observation.objects.filter(
            models.Q(indicator__targets__area=models.F("area"))
            | models.Q(area__kind__in=(Area.Kind.COUNTRY, Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD)),
            indicator__targets__partnership=partnership,
            is_current=True,
            value__isnull=False,
        )
        .exclude(status=Observation.Status.PROJECTED)
        .values_list("indicator_id", "area_id", "area__name", "area__code", "breakdown")
        .annotate(newest=models.Max("ends_on"))
        .order_by("indicator_id", "area_id", "breakdown")
    )
    rows = list(newest_of_each)
    ours = set(partnership.council_codes)
    by_councils: dict[tuple[int, str], set[str]] = {}
    for indicator, _, _, code, breakdown, _ in rows:
        by_councils.setdefault((indicator, breakdown), set()).add(code)
    by_indicator: dict[int, list[HeldValue]] = {}
    for indicator, area, name, code, breakdown, newest in rows:
        all_councils = code in ours and ours <= by_councils[indicator, breakdown]
        covers = all_councils or (whole is not None and area == whole.pk)
        by_indicator.setdefault(indicator, []).append(HeldValue(area, name, newest, breakdown, covers))
    return by_indicator


def covered(rows: list[OutcomeAlignment]) -> Covered:
    """Whether each priority outcome has at least one indicator of an outcome."""
    having = {
        row.priority.pk for row in rows if any(rules.measures_outcome(target) for target in row.targets)
    }
    priorities = list({row.priority.pk: row.priority for row in rows}.values())
    return Covered(
        tuple(priority for priority in priorities if priority.pk in having),
        tuple(priority for priority in priorities if priority.pk not in having),
    )
