"""The Rao–Scott test gives R's answers, and Pearson's where there is no design."""

import numpy as np
import pytest
from scipy import stats

from realign.methods.survey import Design, Reduction, SurveyError, rao_scott
from tests.methods.survey.pupils import ANSWERS, CORRECTED, PLAIN, WRITTEN_TO, pupil_columns, pupils, table_of


@pytest.mark.parametrize("reduction", Reduction)
@pytest.mark.parametrize(("design", "answers"), [(PLAIN, "no_fpc"), (CORRECTED, "fpc")])
def test_pupils(design, answers, reduction):
    test = rao_scott(pupils(), design, rows="raised", columns="girl", reduction=reduction)
    assert test.f == pytest.approx(ANSWERS[answers]["rao_scott"]["f"], abs=WRITTEN_TO)
    assert test.p_value == pytest.approx(ANSWERS[answers]["rao_scott"]["p"], abs=WRITTEN_TO)


def test_a_simple_random_sample_gives_nearly_pearsons_chi_square():
    rng = np.random.default_rng(4)
    row, column = rng.integers(0, 3, 600), rng.integers(0, 2, 600)
    test = rao_scott(table_of({"r": row, "c": column}), Design(), rows="r", columns="c")
    counts = np.zeros((3, 2))
    np.add.at(counts, (row, column), 1)
    pearson = stats.chi2_contingency(counts, correction=False)
    assert test.chi_square == pytest.approx(pearson.statistic)
    assert test.f * test.df1 == pytest.approx(pearson.statistic, rel=0.02)
    assert test.p_value == pytest.approx(pearson.pvalue, abs=0.01)


def test_people_missing_an_answer_stay_in_the_design_only():
    columns = pupil_columns()
    columns["girl"] = [None, *columns["girl"][1:]]
    test = rao_scott(table_of(columns), PLAIN, rows="raised", columns="girl")
    assert test.df2 == 5
    assert 0 < test.p_value < 1


def test_nobody_answering_both_is_refused():
    columns = pupil_columns() | {"raised": [None] * 30 + [1], "girl": [0] * 30 + [None]}
    with pytest.raises(SurveyError, match="Nobody answered both"):
        rao_scott(table_of(columns), PLAIN, rows="raised", columns="girl")


def test_one_answer_only_cannot_be_tested():
    with pytest.raises(SurveyError, match="found 1 × 2"):
        rao_scott(table_of(pupil_columns() | {"raised": [1] * 31}), PLAIN, rows="raised", columns="girl")
