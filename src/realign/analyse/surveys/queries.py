"""Reading surveys and release requests; opening the restricted data."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import models

from realign.analyse.surveys.asking import Asked
from realign.analyse.surveys.estimation import Released, WorkedOut, work_out
from realign.analyse.surveys.measures import dimensions_of, measure_of, question_of
from realign.analyse.surveys.models import (
    CheckerView,
    DataVersion,
    LocalFigures,
    Questionnaire,
    ReleaseRequest,
    Survey,
)
from realign.analyse.surveys.rounding import rounded_rules
from realign.analyse.surveys.types import TakenPart
from realign.foundations.audit import queries as audit
from realign.foundations.files import queries as files
from realign.foundations.files.models import Dataset
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.roles import permissions_of
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import TOTAL
from realign.methods.disclosure import profile as rules_called
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release

CONFIDENTIAL = "[c]"

# the events of a request that say who asked for it and who checked it: views are deleted when it goes round again
ASKED = frozenset({"asked for the release of", "asked to have worked out again", "submitted"})
CHECKED = frozenset({"gave a view on"})


def surveys(partnership: Partnership) -> models.QuerySet[Survey]:
    """Every survey wave, newest first."""
    return Survey.objects.filter(partnership=partnership).select_related("dataset__upload", "earlier")


def survey(partnership: Partnership, slug: str) -> Survey:
    """One survey; raises Survey.DoesNotExist."""
    return surveys(partnership).get(slug=slug)


def requests(partnership: Partnership) -> models.QuerySet[ReleaseRequest]:
    """Every request to let figures out, newest first."""
    return ReleaseRequest.objects.filter(partnership=partnership).select_related(
        "survey__dataset__upload", "requested_by", "release", "job"
    )


def request(partnership: Partnership, pk: int) -> ReleaseRequest:
    """One request; raises ReleaseRequest.DoesNotExist."""
    return requests(partnership).get(pk=pk)


def views_of(one: ReleaseRequest) -> list[CheckerView]:
    """What checkers said, in order."""
    return list(one.views.select_related("checker").order_by("at", "pk"))


def taken_part(partnership: Partnership, requests: Sequence[ReleaseRequest]) -> dict[int, TakenPart]:
    """Who asked for each request and who ever checked it, in any round, by the request’s number."""
    happened = audit.events(partnership.slug).filter(
        subject_type=ReleaseRequest._meta.label_lower,
        subject_id__in=[str(one.pk) for one in requests],
        verb__in=ASKED | CHECKED,
        user__isnull=False,
    )
    asked = {one.pk: {one.requested_by_id} - {None} for one in requests}
    checked: dict[int, set[int]] = {one.pk: set() for one in requests}
    for pk, verb, user in happened.values_list("subject_id", "verb", "user"):
        (asked if verb in ASKED else checked)[int(pk)].add(user)
    return {one.pk: TakenPart(frozenset(asked[one.pk]), frozenset(checked[one.pk])) for one in requests}


def may_let_out(partnership: Partnership, taken: TakenPart) -> list[Membership]:
    """The people whose role lets figures out and who had no part in this request, by name."""
    others = partnerships.members(partnership).filter(is_active=True, user__is_active=True)
    return [
        member
        for member in others.exclude(user__in=taken.asked | taken.checked)
        if "release.publish" in permissions_of(member.roles)
    ]


def asked_for(
    survey: Survey, measure: str, by: Sequence[str], profile: str, interval: str, rounding: str = ""
) -> Asked:
    """Turn codes into what they stand for; refuses those that these data do not have."""
    if survey.dataset is None:
        raise Refusal("This survey has no data yet.", "An analyst adds the dataset first.")
    dims = dimensions_of(survey.dataset)
    unknown = [column for column in by if column not in dims]
    if unknown:
        raise Refusal(
            f"This survey cannot be broken down by {', '.join(unknown)}.", f"It can by: {', '.join(dims)}."
        )
    try:
        chosen = measure_of(survey.dataset, measure)
    except KeyError:
        raise Refusal(
            f"This survey does not hold “{measure}”.", "Choose one of the measures listed."
        ) from None
    rounded_rules(rules_called(profile), rounding)
    return Asked(chosen, tuple(dims[column] for column in by), profile, interval, rounding)


def asked_by(request: ReleaseRequest) -> list[Asked]:
    """Every table of a request."""
    return [
        asked_for(request.survey, measure, by, request.profile, request.interval, request.rounding)
        for measure, by in request.wanted
    ]


def data_path(survey: Survey, on: date) -> Path:
    """The survey’s answers on disk; refuses data that are missing, altered or past their last day."""
    if survey.dataset is None:
        raise Refusal("This survey has no data yet.", "An analyst adds the dataset first.")
    return files.dataset_path(survey.dataset, on)


def work_out_table(survey: Survey, asked: Asked, on: date) -> WorkedOut:
    """Estimate and protect a table against everything already out about the same pupils."""
    (found,) = work_out_tables(survey, [asked], on)
    return found


def work_out_tables(survey: Survey, asked: Sequence[Asked], on: date) -> list[WorkedOut]:
    """Estimate and protect several tables together, against everything already out about the same pupils."""
    return work_out(survey, data_path(survey, on), asked, released(survey))


def same_people(dataset: Dataset) -> list[str]:
    """The fingerprints of all data about the same pupils: from the same file, or made from one another."""
    held = files.datasets(dataset.partnership)
    links = DataVersion.objects.filter(partnership=dataset.partnership).values_list("dataset", "made_from")
    pairs = [*links, *((old, new) for new, old in links)]
    rows = dict(held.values_list("pk", "upload__sha256"))
    found, waiting = {dataset.pk}, [dataset.pk]
    while waiting:
        one = waiting.pop()
        alike = {pk for pk, upload in rows.items() if upload and upload == rows.get(one)}
        fresh = (alike | {new for old, new in pairs if old == one}) - found
        found |= fresh
        waiting += fresh
    return sorted(held.filter(pk__in=found).values_list("sha256", flat=True))


def versions(dataset: Dataset) -> models.QuerySet[DataVersion]:
    """What was made from a dataset, newest first."""
    return DataVersion.objects.filter(made_from=dataset).select_related("dataset")


def made_from(dataset: Dataset) -> DataVersion | None:
    """How a dataset was made from another; nothing where it was brought as it is."""
    return DataVersion.objects.filter(dataset=dataset).select_related("made_from").first()


def questionnaires(partnership: Partnership) -> models.QuerySet[Questionnaire]:
    """Every questionnaire, by title."""
    return Questionnaire.objects.filter(partnership=partnership).select_related("survey")


def local_figures(partnership: Partnership) -> models.QuerySet[LocalFigures]:
    """Every set of modelled local figures, let out or not."""
    held = LocalFigures.objects.filter(partnership=partnership)
    return held.select_related("release", "survey__dataset", "kept_by")


def local_figures_out(partnership: Partnership) -> models.QuerySet[LocalFigures]:
    """Those that anybody may see: let out, and the table they follow from still stands."""
    return local_figures(partnership).filter(out_at__isnull=False, release__in=Release.objects.standing())


def groups_out(one: Release, columns: Sequence[str]) -> set[tuple[str, ...]]:
    """The groups of these breakdowns, all others taken together, whose figure a released table shows."""
    rest = {dim.column for dim in evidence.dimensions(one)} - set(columns)
    return {
        tuple(cell.key[column] for column in columns)
        for cell in evidence.cells(one)
        if cell.estimate is not None and all(cell.key[column] == TOTAL for column in rest)
    }


def table_out(survey: Survey, measure: str, columns: Sequence[str]) -> Release | None:
    """The newest table that stands, of this measure and survey, and holds these breakdowns; none where none is out.

    Rounded tables do not count: what follows from the answers behind them would be finer than what is out.
    """
    if survey.dataset is None:
        return None
    held = evidence.released_of(survey.partnership, measure).filter(
        dataset_fingerprint=survey.dataset.sha256, round_to=0
    )
    wanted = set(columns)
    return next((one for one in held if wanted <= {dim.column for dim in evidence.dimensions(one)}), None)


def released(survey: Survey) -> Released:
    """Everything already out about the pupils of a survey, as an attacker has it."""
    if survey.dataset is None:
        return Released()
    people = same_people(survey.dataset)
    counts = evidence.ledger(survey.partnership, *people)
    means = [
        (
            one.measure_code,
            tuple(dim.column for dim in evidence.dimensions(one)),
            frozenset(
                tuple(cell.key[dim.column] for dim in evidence.dimensions(one))
                for cell in one.cells.all()
                if cell.symbol != CONFIDENTIAL
            ),
        )
        for one in evidence.released_means(survey.partnership, *people)
    ]
    codes = {key.measure for one in counts for key in one.shown} | {code for code, _, _ in means}
    return Released(counts, {code: question_of(code) for code in codes}, means)


def earlier_releases(survey: Survey) -> list[Release]:
    """The tables that are out about the pupils of a survey, newest first; a new one is tested against them."""
    if survey.dataset is None:
        return []
    return list(
        evidence.releases(survey.partnership).filter(dataset_fingerprint__in=same_people(survey.dataset))
    )
