"""Groups of pupils inside larger groups: tables by school and by council give nothing away together."""

import pyarrow as pa
import pytest

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.tables import queries as table_queries
from realign.foundations.files import actions as files
from realign.foundations.files.types import DatasetColumn
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


@pytest.fixture
def world(tayside):
    """A survey with a codebook that names the schools, each in one council."""
    cast = survey_world(tayside).cast
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
    schools = DatasetColumn("school", "School", {school: f"School {school}" for school in SCHOOLS})
    dataset = files.store_dataset(
        by=cast.system,
        slug="schools",
        title="By school",
        data=pa.Table.from_pylist(pupils),
        columns=(*CODEBOOK, schools),
        invented=True,
    )
    survey = design_actions.create_survey(
        by=cast.system, slug="schools", title="S", wave="1", population="P", dataset=dataset, weight="weight"
    )
    return SurveyWorld(cast, survey)


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
