"""Raking and poststratification against R in the same run: the weights, and what is estimated with them."""

import ibis
import numpy as np
import pyarrow as pa
import pytest
from tests.reference.survey.live.drawn import Shape, frame_of
from tests.reference.survey.live.session import ask_r

from realign.methods.survey import Design, Stat, SurveyIndicator, estimate, rake

pytestmark = [pytest.mark.slow]  # R starts once for all of them

SHAPES = {"r1": Shape(strata=4), "r2": Shape(strata=3, fpc="count"), "r3": Shape(strata=2, clusters=False)}


@pytest.fixture(scope="module")
def worlds():
    rng = np.random.default_rng(29)
    found = {}
    for name, shape in SHAPES.items():
        frame = frame_of(shape, rng)
        margins = {
            key: {level: float(rng.integers(500, 3000)) for level in sorted(frame[key].unique())}
            for key in "gh"
        }
        total = sum(margins["g"].values())
        sex = sum(margins["h"].values())
        margins["h"] = {level: count * total / sex for level, count in margins["h"].items()}
        found[name] = (frame, margins)
    return found


@pytest.fixture(scope="module")
def answered(worlds):
    lines = []
    for name, (_, margins) in worlds.items():
        lines.append(f'd <- read.csv("{name}.csv", colClasses = c(g = "character", h = "character"))')
        lines.append("des <- svydesign(ids = ~1, weights = ~w, data = d)")
        for key, counts in margins.items():
            levels = ", ".join(f'"{level}"' for level in counts)
            people = ", ".join(f"{count:.17g}" for count in counts.values())
            lines.append(f"pop.{key} <- data.frame({key} = c({levels}), Freq = c({people}))")
        lines.append(
            "raked <- rake(des, list(~g, ~h), list(pop.g, pop.h), control = list(maxit = 500, epsilon = 1e-12))"
        )
        lines.append(f'answer("{name}", "raked", weights(raked))')
        lines.append(f'answer("{name}", "post", weights(postStratify(des, ~g, pop.g)))')
        strata = "" if SHAPES[name].strata == 1 else ", strata = ~stratum"
        unit = "unit" if SHAPES[name].clusters else "1"
        lines.append("d$raked <- weights(raked)")
        lines.append(f"given <- svydesign(ids = ~{unit}, weights = ~raked, data = d, nest = TRUE{strata})")
        lines.append(f'answer("{name}", "score", number(svymean, given, "score"))')
    return ask_r({name: frame for name, (frame, _) in worlds.items()}, "\n".join(lines))


@pytest.mark.parametrize("name", SHAPES)
def test_raked_weights_and_what_they_say(name, worlds, answered):
    frame, margins = worlds[name]
    groups = {key: frame[key].to_numpy() for key in margins}
    raked = rake(frame["w"].to_numpy(), groups, margins, tolerance=1e-13)
    assert raked.weights == pytest.approx(answered[name, "raked"], rel=1e-6)
    design = Design(weight="raked", strata="stratum", psu="unit" if SHAPES[name].clusters else None)
    table = ibis.memtable(pa.Table.from_pandas(frame.assign(raked=raked.weights), preserve_index=False))
    row = next(estimate(table, design, indicators=[SurveyIndicator("score", Stat.MEAN)]).rows())
    mine = [row[key] for key in ("estimate", "se", "deff", "lower", "upper")]
    assert mine == pytest.approx(answered[name, "score"], rel=1e-6)


@pytest.mark.parametrize("name", SHAPES)
def test_one_margin_is_poststratification(name, worlds, answered):
    frame, margins = worlds[name]
    raked = rake(frame["w"].to_numpy(), {"g": frame["g"].to_numpy()}, {"g": margins["g"]})
    assert raked.weights == pytest.approx(answered[name, "post"], rel=1e-6)
