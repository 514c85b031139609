"""Invented tables that more than one test uses."""

from itertools import product

from hypothesis import strategies as st

from realign.methods.disclosure import CountTable, PublishedTable, profile

FEWER_THAN_5 = profile("fewer-than-5")

NEED = [
    ("A", "raised", 3),
    ("A", "not", 57),
    ("B", "raised", 12),
    ("B", "not", 88),
    ("C", "raised", 25),
    ("C", "not", 115),
]


def need_table() -> CountTable:
    """Three areas by need: the worked example of the method note."""
    rows = [{"area": area, "need": need, "n": n} for area, need, n in NEED]
    return CountTable.from_rows(rows, dims=("area", "need"), name="need by area")


def published(values: dict[tuple[str, str], object], dims=("area", "need"), **more) -> PublishedTable:
    """A published table from its cells."""
    rows = [{**dict(zip(dims, levels, strict=True)), "value": value} for levels, value in values.items()]
    return PublishedTable.from_rows(rows, dims=dims, **more)


@st.composite
def rows_of_counts(draw, most_dims: int = 3, most_levels: int = 4, largest: int = 30):
    """Rows of a table of up to three dimensions, with many small counts."""
    dims = tuple("abc"[: draw(st.integers(1, most_dims))])
    levels = [[f"{dim}{n}" for n in range(draw(st.integers(2, most_levels)))] for dim in dims]
    count = st.one_of(st.integers(0, 6), st.integers(0, largest))
    rows = [{**dict(zip(dims, chosen, strict=True)), "n": draw(count)} for chosen in product(*levels)]
    return rows, dims
