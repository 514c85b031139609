"""Where respondents are added up is chosen by size, and changes nothing."""

import pytest

from realign.methods.survey import Design, Reduction, SurveyIndicator, estimate, reading
from tests.methods.survey.pupils import PLAIN, pupils


@pytest.mark.parametrize(("limit", "queries"), [(30, 1), (31, 0)])
def test_a_large_survey_is_added_up_in_the_engine(monkeypatch, limit, queries):
    """Thirty-one pupils are large where the limit is thirty: the engine is asked for sums, not for rows."""
    monkeypatch.setattr(reading, "LARGE", limit)
    asked = []
    from_engine = reading.from_engine

    def counting(*given):
        asked.append(given[0].num_rows)
        return from_engine(*given)

    monkeypatch.setattr(reading, "from_engine", counting)
    found = estimate(pupils(), PLAIN, indicators=[SurveyIndicator("raised")], by=[("girl",)])
    straight = estimate(
        pupils(), PLAIN, indicators=[SurveyIndicator("raised")], by=[("girl",)], reduction=Reduction.HERE
    )
    assert len(asked) == queries
    assert all(rows < 31 for rows in asked)
    assert found["se"] == pytest.approx(straight["se"], rel=1e-12)


def test_people_without_units_are_added_up_here_whatever_their_number(monkeypatch):
    monkeypatch.setattr(reading, "LARGE", 1)
    found = estimate(pupils(), Design(weight="w"), indicators=[SurveyIndicator("raised")])
    assert found["df"][0] == 30
