"""Random survey designs, seeded: the same ones every time, and no two alike."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from realign.methods.survey import Design, LonelyPsu


@dataclass(frozen=True)
class Drawn:
    """A survey, its design in our words and in R's, and R's policy for lonely units."""

    name: str
    frame: pd.DataFrame
    design: Design
    in_r: str
    lonely: str = "fail"

    def opening(self) -> str:
        """R's lines that read the survey and declare its design."""
        return (
            f'options(survey.lonely.psu = "{self.lonely}")\n'
            f'd <- read.csv("{self.name}.csv", colClasses = c(g = "character", h = "character"), '
            'na.strings = "")\n'
            f"des <- {self.in_r}\n"
        )


@dataclass(frozen=True)
class Shape:
    """What a random design has."""

    strata: int = 1
    clusters: bool = True
    fpc: str = ""
    second: bool = False
    missing: float = 0.0
    zeros: float = 0.0
    certain: bool = False
    lonely: LonelyPsu = LonelyPsu.FAIL
    paired: bool = False


def frame_of(shape: Shape, rng: np.random.Generator) -> pd.DataFrame:
    """People in units in strata. Unit codes start again in every stratum; small groups leave some units out."""
    rows = []
    for stratum in range(shape.strata):
        units = 2 if shape.paired else int(rng.integers(3, 6))
        if shape.lonely is not LonelyPsu.FAIL and stratum % 3 == 1:
            units = 1
        if not shape.clusters:
            units = int(rng.integers(15, 30))
        in_population = units if shape.certain and stratum == 0 else units + int(rng.integers(1, 12))
        for unit in range(units):
            people = int(rng.integers(4, 12)) if shape.clusters else 1
            classes = int(rng.integers(1 if shape.lonely is not LonelyPsu.FAIL else 2, 4))
            leaning, in_unit = rng.normal(0, 0.7), classes + int(rng.integers(0, 5))
            # two small groups that some units have nobody of
            groups = ["a", "b", "c"] if rng.random() < 0.6 else ["a", "b"]
            for person in range(max(people, classes) if shape.clusters else 1):
                rows.append(
                    {
                        "stratum": f"S{stratum}",
                        "unit": unit,
                        "class": person % classes,
                        "units": in_population,
                        "share": units / in_population,
                        "classes": in_unit,
                        "class_share": classes / in_unit,
                        "w": rng.uniform(2, 30),
                        "g": rng.choice(groups),
                        "h": rng.choice(["yes", "no"]),
                        "leaning": leaning + (stratum % 2) / 2,
                    }
                )
    frame = pd.DataFrame(rows)
    count = len(frame)
    lean = frame.pop("leaning").to_numpy()
    frame["y"] = (rng.random(count) < 1 / (1 + np.exp(0.6 - lean))).astype(float)
    frame["rare"] = (rng.random(count) < 0.06).astype(float)
    frame["score"] = np.round(20 + 5 * lean + rng.normal(0, 6, count))
    frame["x"] = np.round(rng.uniform(5, 20, count), 1)
    for column in ("y", "score"):
        frame.loc[rng.random(count) < shape.missing, column] = np.nan
    frame.loc[rng.random(count) < shape.zeros, "w"] = 0.0
    if shape.missing:
        # a unit in which nobody answered, and a group that is not known of everybody
        frame.loc[(frame["stratum"] == "S0") & (frame["unit"] == 0), "y"] = np.nan
        frame.loc[rng.random(count) < shape.missing / 2, "g"] = None
    return frame


def drawn(name: str, shape: Shape, rng: np.random.Generator) -> Drawn:
    ids = ["unit"] if shape.clusters else ["1"]
    design = Design(weight="w", psu="unit" if shape.clusters else None, lonely_psu=shape.lonely)
    if shape.strata > 1:
        design = replace(design, strata="stratum")
    sizes = {"": [], "count": ["units", "classes"], "share": ["share", "class_share"]}[shape.fpc]
    if sizes:
        design = replace(design, fpc=sizes[0])
    if shape.second:
        ids.append("class")
        design = replace(design, ssu="class", ssu_fpc=sizes[1])
    else:
        sizes = sizes[:1]
    strata = ", strata = ~stratum" if shape.strata > 1 else ""
    fpc = f", fpc = ~{' + '.join(sizes)}" if sizes else ""
    in_r = f"svydesign(ids = ~{' + '.join(ids)}, weights = ~w, data = d, nest = TRUE{strata}{fpc})"
    policy = {"fail": "fail", "centre": "adjust", "certainty": "certainty"}[shape.lonely.value]
    return Drawn(name, frame_of(shape, rng), design, in_r, policy)


def shapes() -> list[Shape]:
    """Every kind of design that is offered."""
    found = [
        Shape(strata=strata, clusters=clusters, fpc=fpc)
        for strata, clusters, fpc in product((1, 4), (False, True), ("", "count", "share"))
    ]
    found += [Shape(strata=s, fpc=f, second=True) for s, f in product((1, 2), ("count", "share"))]
    found += [
        Shape(strata=3, fpc="count", certain=True),
        Shape(strata=4, missing=0.15),
        Shape(strata=4, clusters=False, missing=0.15),
        Shape(strata=3, fpc="count", second=True, missing=0.1),
        Shape(strata=3, zeros=0.15),
        Shape(strata=3, zeros=0.15, missing=0.1, fpc="share"),
        Shape(strata=4, lonely=LonelyPsu.CENTRE),
        Shape(strata=4, lonely=LonelyPsu.CERTAINTY),
        Shape(strata=4, lonely=LonelyPsu.CENTRE, fpc="count"),
        Shape(strata=4, lonely=LonelyPsu.CENTRE, fpc="count", second=True),
        Shape(strata=3, lonely=LonelyPsu.CERTAINTY, fpc="share", second=True, missing=0.1),
        Shape(strata=9, paired=True),
    ]
    return found


def designs(seed: int = 20261121) -> list[Drawn]:
    """One random survey of each kind."""
    rng = np.random.default_rng(seed)
    return [drawn(f"d{place}", shape, rng) for place, shape in enumerate(shapes())]
