"""Groups of pupils inside larger groups: tables by school and by council give nothing away together."""

import pyarrow as pa
import pytest
from django.urls import reverse

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.models import DataVersion, ReleaseRequest
from realign.analyse.surveys.tables import queries as table_queries
from realign.foundations.files import actions as files
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import CountTable, Key, Relation, attack, profile, protect
from realign.registers.evidence import queries as evidence
from tests.support.survey import CODEBOOK, COUNCILS, SurveyWorld, survey_world

pytestmark = pytest.mark.slow
MEASURE = "sdq-raised"
ANSWERS = ("yes", "no")
# each school: its council, pupils with a raised score, pupils without; the small school is the cheapest to hide beside it
ANGUS, DUNDEE, PERTH = COUNCILS
SCHOOLS = {
    "a1": (ANGUS, 2, 40),
    "a2": (ANGUS, 15, 40),
    "d1": (DUNDEE, 6, 12),
    "d2": (DUNDEE, 20, 40),
    "p1": (PERTH, 18, 40),
    "p2": (PERTH, 17, 40),
}


def declared(cast, slug, *columns, left_out=()):
    """The pupils as a survey whose codebook has these columns beside the usual ones."""
    pupils = [
        {
            "council": council,
            "school": school,
            "sex": 1,
            "weight": 1.0,
            "sdq_total": score,
            "bullied_last_year": 1,
        }
        for school, (council, raised, low) in SCHOOLS.items()
        for score in [18] * raised + [7] * low
    ]
    data = pa.Table.from_pylist(pupils).drop_columns(list(left_out))
    dataset = files.store_dataset(
        by=cast.system, slug=slug, title=slug, data=data, columns=(*CODEBOOK, *columns), invented=True
    )
    return design_actions.create_survey(
        by=cast.system, slug=slug, title="S", wave="1", population="P", dataset=dataset, weight="weight"
    )


@pytest.fixture
def world(tayside):
    """A survey with a codebook that names the schools, each in one council."""
    cast = survey_world(tayside).cast
    schools = DatasetColumn("school", "School", {school: f"School {school}" for school in SCHOOLS})
    return SurveyWorld(cast, declared(cast, "schools", schools))


def schools_in_councils():
    """The sums that anybody with a list of schools can do, written down here from that list."""
    for council in COUNCILS:
        own = [school for school, (where, *_) in SCHOOLS.items() if where == council]
        for answer in (*ANSWERS, "Total"):
            yield Relation(
                Key.of({"council": council, "answer": answer}, MEASURE),
                tuple(Key.of({"school": school, "answer": answer}, MEASURE) for school in own),
            )


def counted(dim):
    """The counts of the pupils above, by school or by council, protected without a thought for the other."""
    counts = {}
    for school, (council, *numbers) in SCHOOLS.items():
        for answer, number in zip(ANSWERS, numbers, strict=True):
            cell = (school if dim == "school" else council, answer)
            counts[cell] = counts.get(cell, 0) + number
    rows = [{dim: level, "answer": answer, "n": n} for (level, answer), n in counts.items()]
    return CountTable.from_rows(rows, (dim, "answer"), measure=MEASURE, answers=("answer",))


def narrow(table, ledger):
    return [each for each in attack(table, [ledger], relations=schools_in_councils()) if each.too_narrow]


@pytest.mark.parametrize(("first", "second"), [("school", "council"), ("council", "school")])
def test_a_table_by_council_and_one_by_school_tell_nothing_together(world, first, second):
    released = world.released(breakdown=(first,))
    (ledger,) = evidence.ledger(world.cast.partnership, released.dataset_fingerprint)
    alone = protect([counted(second)], profile("fewer-than-5"), released=[ledger])
    assert narrow(alone, ledger), "each table is safe by itself and tells with the other"
    asked = table_queries.asked_for(world.survey, MEASURE, (second,), "fewer-than-5", "logit")
    (table,) = table_queries.work_out_tables(world.survey, [asked], world.analyst.at.date())
    assert not narrow(table.safe, ledger)


def test_tables_released_together_tell_nothing_together(world):
    asked = [
        table_queries.asked_for(world.survey, MEASURE, (dim,), "fewer-than-5", "logit")
        for dim in ("school", "council")
    ]
    table, _ = table_queries.work_out_tables(world.survey, asked, world.analyst.at.date())
    findings = attack(table.safe, relations=schools_in_councils())
    assert findings
    assert not [each for each in findings if each.too_narrow]


# ---------------------------------------------------------------- what nobody can tell from the data is asked on the form


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


BY_COUNCIL = {"measure": MEASURE, "by": ["council"], "profile": "fewer-than-5", "interval": "logit"}


@pytest.fixture
def without_schools(world):
    """The same pupils in data that no longer have the schools, after a table by school went out."""
    world.released(breakdown=("school",))
    survey = declared(world.cast, "without", left_out=["school"])
    create_record(
        DataVersion,
        by=world.cast.system,
        verb="made",
        dataset=survey.dataset,
        made_from=world.survey.dataset,
        what="Schools removed",
    )
    return SurveyWorld(world.cast, survey)


def test_a_breakdown_that_cannot_be_related_to_an_earlier_one_is_asked_about(client, without_schools):
    client.force_login(without_schools.cast.people["analyst"])
    page = client.get(at("builder", "without"), BY_COUNCIL).content.decode()
    assert "No group of “School” lies inside one of “Council area”, nor the other way round" in page
    assert "An earlier table about these pupils is by “School”, which these data do not have" in page
    client.post(at("ask", "without"), BY_COUNCIL)
    asked_of = ReleaseRequest.objects.filter(survey=without_schools.survey)
    assert not asked_of.exists()
    confirmed = BY_COUNCIL | {"confirmed": ["apart:council:school"]}
    assert "Request release of this table" in client.get(at("builder", "without"), confirmed).content.decode()
    client.post(at("ask", "without"), confirmed)
    assert asked_of.exists()
    with pytest.raises(Refusal, match="not confirmed"):
        without_schools.ask(breakdown=("council",))


def test_a_group_spelt_like_a_total_is_asked_about(client, world):
    kinds = DatasetColumn("weight", "Kind of school", {"1.0": "ALL", "2.0": "Special"})
    survey = declared(world.cast, "kinds", kinds)
    client.force_login(world.cast.people["analyst"])
    form = BY_COUNCIL | {"by": ["weight"]}
    words = "“ALL” in “Kind of school” is one more group of pupils, not everybody"
    assert words in client.get(at("builder", "kinds")).content.decode()
    client.post(at("ask", "kinds"), form)
    assert not ReleaseRequest.objects.filter(survey=survey).exists()
    client.post(at("ask", "kinds"), form | {"confirmed": ["group:weight=1.0"]})
    assert ReleaseRequest.objects.filter(survey=survey).exists()
    # a publication asks too, and a breakdown of which nothing is in doubt goes on
    page = client.post(
        at("publication", "kinds"),
        {"measures": [MEASURE], "breakdowns": ["weight"], "profile": "fewer-than-5", "interval": "logit"},
    ).content.decode()
    assert "is spelt like a total" in page
    client.post(at("ask", "kinds"), BY_COUNCIL)
    assert ReleaseRequest.objects.filter(survey=survey, breakdown=["council"]).exists()


def test_a_level_with_the_code_of_everybody_breaks_nothing_down(world):
    kinds = DatasetColumn("school", "School", {"Total": "Every school", "a1": "School a1"})
    survey = declared(world.cast, "totals", kinds)
    with pytest.raises(Refusal, match="stands for everybody in every table"):
        table_queries.asked_for(survey, MEASURE, ("school",), "fewer-than-5", "logit")
