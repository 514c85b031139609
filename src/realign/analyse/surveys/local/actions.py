"""Keeping figures modelled for small areas, and letting them out: only what follows from a released table."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.local import queries, rules, small_areas
from realign.analyse.surveys.models import LocalFigures, Survey
from realign.analyse.surveys.tables import queries as table_queries
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal

PROFILE, INTERVAL = "fewer-than-5", "logit"


@transaction.atomic
def keep_local_figures(
    *,
    by: Actor,
    survey: Survey,
    measure: str,
    groups: Sequence[str],
    population: small_areas.Population,
    population_source: str,
    slug: str = "",
) -> LocalFigures:
    """Work out figures for small areas from groups whose own figure is out, and keep them for another to let out.

    An area’s figure is an average of its groups’ figures. Where those are all out, it tells nothing new of any pupil.
    """
    check_may(by, "release.request")
    wanted = table_queries.asked_for(survey, measure, groups, PROFILE, INTERVAL)
    release = queries.table_out(survey, measure, groups)
    if release is None:
        raise Refusal(
            f"No table of “{wanted.title}” has been released.",
            "Modelled figures follow from a released table. Request its release first.",
        )
    check_says(
        population_source, "Give the source of the numbers of pupils.", "Name the register, table and year."
    )
    path = design_queries.data_path(survey, by.at.date())
    areas = small_areas.modelled(survey, path, wanted, queries.groups_out(release, groups), population)
    return create_record(
        LocalFigures,
        by=by,
        verb="modelled",
        slug=slug or free_slug(LocalFigures, by=by, words=f"{survey.slug} local"),
        title=f"{wanted.measure.title} by small area, modelled"[:300],
        survey=survey,
        release=release,
        groups=list(groups),
        population=population,
        population_source=population_source.strip(),
        rows=[asdict(area) for area in areas],
        kept_by_id=by.user_id,
        invented=survey.invented,
    )


@transaction.atomic
def let_local_figures_out(*, by: Actor, figures: LocalFigures, revision: int) -> LocalFigures:
    """Show them to everybody. Somebody else than who kept them; only while the table they follow from stands."""
    check_may(by, "release.publish")
    rules.check_may_let_local_out(by, figures)
    values: dict[str, Any] = {"out_at": by.at}
    change_record(figures, by=by, revision=revision, verb="released", **values)
    return figures
