"""How long a whole survey publication takes, beside its peers, in one run: `python benchmarks/survey_publication.py`.

200,000 pupils in about 2,000 schools answer 60 yes/no questions (5% unanswered). Four breakdowns (council; council
by stage; council by sex by stage; council by deprivation) make 51,840 estimates with logit intervals. Beside it:

* DuckDB alone, adding up the same sums per school and breakdown and doing nothing more with them, in the three
  ways SQL offers (grouping sets; one query per breakdown that lies inside no other; the finest crossing);
* a plain NumPy estimator that takes one cell and one question at a time, on a stated subset, scaled;
* `svy` and R's `survey`, on one question, scaled, where they are installed. Absent peers are said to be absent.

Then how time grows with pupils, and the memory a run takes. Every rival's numbers are compared with ours first.
"""

import argparse
import importlib.util
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from realign.methods.survey import Design, Estimates, SurveyIndicator, estimate

QUESTIONS = 60
CHUNK = 500_000
LARGE, IN_LARGE_SCHOOL, ALLOWED = 10_000_000, 500, 4096
BREAKDOWNS = [("council",), ("council", "stage"), ("council", "sex", "stage"), ("council", "simd")]
DESIGN = Design(weight="weight", strata="stratum", psu="school")
INDICATORS = [SurveyIndicator(f"y{question}") for question in range(QUESTIONS)]


def draw(pupils: int, file: Path, in_school: int = 100) -> None:
    """Invented pupils, written half a million at a time: any number of them takes the same memory."""
    rng = np.random.default_rng(2026)
    schools = max(pupils // in_school, 256)
    poverty = rng.integers(1, 6, schools)
    writer = None
    for start in range(0, pupils, CHUNK):
        table = some_pupils(rng, min(CHUNK, pupils - start), schools, poverty)
        writer = writer or pq.ParquetWriter(file, table.schema)
        writer.write_table(table)
    writer.close()


def some_pupils(rng: np.random.Generator, pupils: int, schools: int, poverty: np.ndarray) -> pa.Table:
    """Schools within councils, strata of schools, questions related to deprivation."""
    school = rng.integers(0, schools, pupils)
    council = school % 32
    simd = np.clip(poverty[school] + rng.integers(-1, 2, pupils), 1, 5)
    columns = {
        "council": pa.array([f"S12{code:06d}" for code in range(32)]).take(pa.array(council)),
        "stratum": pa.array(council * 2 + (school // 32) % 2),
        "school": pa.array(school),
        "stage": pa.array([*["P5", "P6", "P7", "S1", "S2", "S3", "S4"]]).take(
            pa.array(rng.integers(0, 7, pupils))
        ),
        "sex": pa.array(["F", "M"]).take(pa.array(rng.integers(0, 2, pupils))),
        "simd": pa.array(simd.astype(np.int8)),
        "weight": pa.array(rng.uniform(0.5, 3.0, pupils)),
    }
    for question in range(QUESTIONS):
        chance = 0.1 + 0.008 * question + 0.03 * (3 - simd)
        yes = (rng.random(pupils) < chance).astype(np.int8)
        columns[f"y{question}"] = pa.array(yes, mask=rng.random(pupils) < 0.05)
    return pa.table(columns)


def publication(file: Path) -> Estimates:
    return estimate(ibis.duckdb.connect().read_parquet(file), DESIGN, indicators=INDICATORS, by=BREAKDOWNS)


def sums_in_duckdb(file: Path) -> dict[str, str]:
    """SQL that brings back the sums per school and breakdown that variances need."""
    sums = ", ".join(
        f"count(y{q}), sum(case when y{q} is not null then weight end), sum(weight * y{q})"
        for q in range(QUESTIONS)
    )
    unit, source = "stratum, school", f"read_parquet('{file}')"
    sets = ", ".join(f"({unit}, {', '.join(one)})" for one in BREAKDOWNS)
    widest = [BREAKDOWNS[2], BREAKDOWNS[3]]
    every = "council, stage, sex, simd"
    return {
        "grouping sets, all four": f"select {unit}, {every}, {sums} from {source} group by grouping sets ({sets})",
        "two widest breakdowns": " union all by name ".join(
            f"select {unit}, {', '.join(one)}, {sums} from {source} group by {unit}, {', '.join(one)}"
            for one in widest
        ),
        "finest crossing": f"select {unit}, {every}, {sums} from {source} group by {unit}, {every}",
    }


def interleaved(runs: dict, times: int) -> dict[str, tuple[float, float]]:
    """Best wall and processor seconds of each, taken in turns so that a busy machine is shared fairly."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            taken[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return {name: (min(w for w, _ in each), min(c for _, c in each)) for name, each in taken.items()}


def one_cell(columns: dict[str, np.ndarray], keys: dict[str, int], question: str) -> tuple[float, float]:
    """A share and its standard error the plain way: a score for every pupil, then unit, then stratum.

    Text is coded to numbers and units are placed in strata beforehand, as a careful analyst would.
    """
    answer, weight, stratum = columns[question], columns["weight"], columns["stratum_of_school"]
    inside = ~np.isnan(answer)
    for key, code in keys.items():
        inside &= columns[key] == code
    heavy, given = weight[inside], answer[inside]
    share = (heavy * given).sum() / heavy.sum()
    units = np.bincount(columns["school"][inside], heavy * (given - share) / heavy.sum(), len(stratum))
    size = np.bincount(stratum)
    middle = np.bincount(stratum, units) / size
    spread = np.bincount(stratum, (units - middle[stratum]) ** 2)
    return share, math.sqrt((size / (size - 1) * spread).sum())


def plain_numpy(file: Path, found: Estimates, cells: int) -> float:
    """Seconds per estimate of the plain way, on cells spread over the publication; checks that they agree."""
    rows = list(found.rows())
    picked = [rows[place] for place in np.linspace(0, len(rows) - 1, cells).astype(int)]
    table = pq.read_table(file)
    columns, codes = {"weight": table.column("weight").to_numpy()}, {}
    for name in ("council", "stratum", "school", "stage", "sex", "simd"):
        values, columns[name] = np.unique(
            table.column(name).to_numpy(zero_copy_only=False), return_inverse=True
        )
        codes[name] = {value: code for code, value in enumerate(values.tolist())}
    columns["stratum_of_school"] = np.zeros(len(codes["school"]), dtype=np.int64)
    columns["stratum_of_school"][columns["school"]] = columns["stratum"]
    for question in {row["indicator"] for row in picked}:
        columns[question] = table.column(question).to_numpy(zero_copy_only=False).astype(float)
    taken = 0.0
    for row in picked:
        keys = {key: codes[key][row[key]] for key in found.keys if row[key] is not None}
        start = time.perf_counter()
        share, se = one_cell(columns, keys, row["indicator"])
        taken += time.perf_counter() - start
        if not (
            math.isclose(share, row["estimate"], rel_tol=1e-9) and math.isclose(se, row["se"], rel_tol=1e-7)
        ):
            raise SystemExit(f"The plain estimator disagrees: {share}, {se} beside {row}.")
    return taken / cells


def svy_seconds(file: Path, found: Estimates) -> str:
    """One question through the Python package svy, all four breakdowns, scaled to all questions."""
    if importlib.util.find_spec("svy") is None:
        return "svy (Python): not installed, not run"
    import polars  # noqa: PLC0415  (a peer's own dependency, absent without it)
    import svy  # noqa: PLC0415

    sample = svy.Sample(polars.read_parquet(file), svy.Design(stratum="stratum", psu="school", wgt="weight"))
    start = time.perf_counter()
    first = None
    for breakdown in BREAKDOWNS:
        answer = sample.estimation.prop("y0", by=list(breakdown), drop_nulls=True)
        first = first or answer
    taken = time.perf_counter() - start
    errors = [one.se for one in first.estimates if one.y_level in (1, "1")]
    ours = [row["se"] for row in found.rows() if row["indicator"] == "y0"][: len(errors)]
    agreed = f"largest difference of standard errors {max(map(abs, np.subtract(errors, ours))):.1e}"
    return (
        f"svy {svy.__version__} (Python): 1 question {taken:.1f} s, {QUESTIONS} questions scaled "
        f"{taken * QUESTIONS:,.0f} s; {agreed} (by council)"
    )


R_SCRIPT = """
suppressMessages(library(survey)); d <- read.csv(commandArgs(TRUE)[1])
s <- svydesign(id = ~school, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
by <- list(~council, ~council + stage, ~council + sex + stage, ~council + simd); t <- proc.time()
found <- lapply(by, function(b) svyby(~y0, b, s, svyciprop, vartype = "ci", method = "xlogit", na.rm = TRUE))
t <- proc.time() - t
options(digits = 17); cat(t[3], t[1] + t[2], as.matrix(found[[1]][, 3:4]), "\\n")
"""


def r_seconds(file: Path, found: Estimates, ours: tuple[float, float]) -> str:
    """One question through R's survey package, all four breakdowns, scaled; its limits are compared with ours."""
    program = shutil.which("Rscript")
    if not program:
        return "R survey: Rscript not installed, not run"
    with tempfile.TemporaryDirectory() as folder:
        csv, script = Path(folder) / "pupils.csv", Path(folder) / "peer.R"
        script.write_text(R_SCRIPT)
        names = "council, stage, sex, simd, stratum, school, weight, y0"
        duckdb.sql(f"copy (select {names} from read_parquet('{file}')) to '{csv}' (header)")
        answer = subprocess.run([program, script, csv], capture_output=True, text=True, check=False)
    if answer.returncode:
        return f"R survey: Rscript is there, but the package would not run ({answer.stderr.strip()[-80:]})"
    taken, processor, *limits = map(float, answer.stdout.split())
    rows = [row for row in found.rows() if row["indicator"] == "y0"][: len(limits) // 2]
    mine = [row[end] for end in ("lower", "upper") for row in rows]
    apart = max(map(abs, np.subtract(limits, mine)))
    whole = taken * QUESTIONS
    return (
        f"R survey::svyby with svyciprop: 1 of {QUESTIONS} questions, {len(found) // QUESTIONS:,} cells, {taken:.1f} s; "
        f"scaled to {QUESTIONS} questions {whole:,.0f} s, {whole / ours[0]:,.0f} times as long as ours "
        f"({processor * QUESTIONS / ours[1]:,.0f} by processor seconds); "
        f"largest difference of limits {apart:.1e} (by council)"
    )


def most_memory() -> float:
    """Most memory this process has held, in MB. Linux's own mark, because rusage keeps the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        marks = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(marks["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(file: Path, once: bool) -> None:
    """Run in a fresh process: seconds of the best run, and the most memory held, before and after."""
    estimate(
        ibis.memtable(pa.table({"y": [1, 0, 1], "s": [1, 2, 3]})),
        Design(psu="s"),
        indicators=[SurveyIndicator("y")],
    )
    before = most_memory()
    if not once:
        publication(file)
    best = interleaved({"run": lambda: publication(file)}, 1 if once else 3)["run"]
    after = most_memory()
    print(json.dumps({"wall": best[0], "cpu": best[1], "before": before, "after": after}))


def growth(folder: Path, sizes: list[int]) -> None:
    """Time and memory at several sizes, each in a process of its own."""
    print("\n## How it grows (each size in a fresh process)\n")
    print(
        "| pupils | seconds | processor seconds | peak memory, MB | of which libraries |\n|---|---|---|---|---|"
    )
    times = []
    for pupils in sizes:
        file = folder / f"{pupils}.parquet"
        if not file.exists():
            draw(pupils, file)
        command = [sys.executable, __file__, "--child", str(file)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        times.append(found["cpu"])
        print(
            f"| {pupils:,} | {found['wall']:.2f} | {found['cpu']:.2f} | {found['after']:.0f} | "
            f"{found['before']:.0f} |"
        )
    exponent = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(f"\nProcessor time grows as pupils to the power {exponent:.2f} (1 is linear).")


def large(folder: Path) -> None:
    """Ten million rows in a process of its own: the most memory it holds must stay within 4 GB."""
    file = folder / "large.parquet"
    draw(LARGE, file, IN_LARGE_SCHOOL)
    command = [sys.executable, __file__, "--child", str(file), "--once"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print(
        f"\n## {LARGE:,} pupils in {LARGE // IN_LARGE_SCHOOL:,} schools × {QUESTIONS} questions\n\n{found['wall']:.0f} s, "
        f"{found['cpu']:.0f} processor seconds, most memory held {found['after']:,.0f} MB of {ALLOWED:,} allowed."
    )
    if found["after"] > ALLOWED:
        raise SystemExit("More memory than allowed.")


def compare(file: Path, pupils: int, cells: int, repeats: int) -> None:
    found = publication(file)
    count = len(found)
    print(
        f"## {pupils:,} pupils × {QUESTIONS} questions × 4 breakdowns: {count:,} estimates with intervals\n"
    )
    con = duckdb.connect()
    runs = {"realign": lambda: publication(file)}
    runs |= {
        f"DuckDB sums only, {name}": (lambda sql=sql: con.execute(sql).to_arrow_table())
        for name, sql in sums_in_duckdb(file).items()
    }
    best = interleaved(runs, repeats)
    print("| | seconds | processor seconds | realign ÷ this, processor |\n|---|---|---|---|")
    ours = best["realign"]
    for name, (wall, cpu) in best.items():
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {ours[1] / cpu:.2f} |")
    each = plain_numpy(file, found, cells)
    print(
        f"| plain NumPy, one cell at a time: {cells} estimates timed, scaled to {count:,} | {each * count:,.0f} | "
        f"| 1/{each * count / ours[0]:,.0f} |"
    )
    print(f"\n{svy_seconds(file, found)}\n\n{r_seconds(file, found, ours)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pupils", type=int, default=200_000)
    parser.add_argument("--cells", type=int, default=200, help="estimates the plain NumPy way is timed on")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[50_000, 100_000, 200_000, 400_000, 800_000])
    parser.add_argument("--large", action="store_true", help="also ten million pupils")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.child, chosen.once)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{chosen.pupils}.parquet"
        draw(chosen.pupils, file)
        compare(file, chosen.pupils, chosen.cells, chosen.repeats)
        if chosen.sizes:
            growth(Path(folder), chosen.sizes)
        if chosen.large:
            large(Path(folder))


if __name__ == "__main__":
    main()
