"""Random designs of every kind, answered by R's `survey` package in the same run and by us: the same to 1e-6."""

import math

import pytest
from tests.reference.survey.live.drawn import designs
from tests.reference.survey.live.ours import Ours
from tests.reference.survey.live.questions import questions
from tests.reference.survey.live.session import ask_r

pytestmark = [pytest.mark.slow]  # R starts once for all of them

RELATIVE, NOTHING = 1e-6, 1e-9
MODELLED = 5e-3
"""R fits a model and draws a spline through its likelihood where we solve: its own error is about 1e-4."""


@pytest.fixture(scope="module")
def surveys():
    return {drawn.name: drawn for drawn in designs()}


@pytest.fixture(scope="module")
def answered(surveys):
    return ask_r(
        {name: drawn.frame for name, drawn in surveys.items()},
        "\n".join(questions(drawn) for drawn in surveys.values()),
    )


@pytest.fixture(scope="module")
def ours(surveys):
    return {name: Ours(drawn) for name, drawn in surveys.items()}


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("share", 200),
        ("replaced", 50),
        ("mean", 150),
        ("total", 150),
        ("ratio", 180),
        ("quantiles", 100),
        ("modelled", 20),
        ("related", 80),
        ("compared", 160),
        ("contrast", 130),
    ],
)
def test_every_answer_is_r_s(kind, at_least, answered, ours):
    put = [place for place in answered if place[1].split(" ")[0] == kind]
    assert len(put) >= at_least
    unlike = []
    for name, question in put:
        theirs = answered[name, question]
        mine = ours[name].answer(question)
        assert len(mine) == len(theirs)
        if kind == "share":
            theirs = without_impossible(theirs)
        places = enumerate(zip(mine, theirs, strict=True))
        unlike += [(name, question, i, m, t) for i, (m, t) in places if not alike(kind, m, t)]
    assert not unlike[:5]


def without_impossible(theirs):
    """R's answer less arcsine limits that leave its own estimate outside (lower .88, upper .30); ours are 0 and 1."""
    estimate, (low, high) = theirs[0], theirs[9:11]
    ends = [low if low <= estimate else math.nan, high if high >= estimate else math.nan]
    return [*theirs[:9], *ends, *theirs[11:]]


def alike(kind, mine, theirs):
    """Equal, or R has no number: it has none for the beta limits of 0 and 100%, where we take the number of answers."""
    if math.isnan(theirs) or math.isinf(theirs):
        return True
    relative = MODELLED if kind == "modelled" else RELATIVE
    return math.isclose(mine, theirs, rel_tol=relative, abs_tol=NOTHING)
