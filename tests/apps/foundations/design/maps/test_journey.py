"""A journey: stops in order, lanes under them, and the holes drawn as holes."""

import xml.etree.ElementTree as xml

import pytest

from realign.foundations.design.maps.journey import Head, JourneyStop, Lane, holes_of, journey_picture

LANES = (Lane("Services", "no service placed here"), Lane("Gaps", warns=True))
STOPS = (
    JourneyStop("Nursery to primary 1", "ages 4 to 5", (("Educational psychology",), ())),
    JourneyStop("Leaving school", "", ((), ("No <shared> handover",))),
)


def drawn(**changes):
    """A small journey."""
    asked = {
        "title": "On the way",
        "sentence": "One hole.",
        "stops": STOPS,
        "lanes": LANES,
        "head": Head.STATIONS,
    }
    return journey_picture(**asked | changes)


def words_in(svg):
    """Every text of a picture."""
    return [text.text for text in xml.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("head", list(Head))
@pytest.mark.parametrize("which", ["svg", "narrow_svg"])
def test_both_drawings_name_every_stop_and_say_what_is_missing(head, which):
    text = " ".join(words_in(getattr(drawn(head=head), which)))
    for said in ("Nursery to primary", "Leaving school", "Educational", "no service", "No <shared>"):
        assert said in text


def test_the_table_counts_each_lane_and_names_the_hole():
    picture = drawn()
    assert picture.columns == ("Stop", "Services", "Gaps", "Missing")
    assert picture.rows == (
        ("Nursery to primary 1", "1", "0", "nothing"),
        ("Leaving school", "0", "1", "no service placed here"),
    )


def test_an_empty_lane_without_a_hole_is_simply_empty():
    assert holes_of(STOPS[0], LANES) == []


def test_a_crowded_cell_says_how_many_more_there_are():
    many = tuple(f"Service {n}" for n in range(1, 8))
    crowded = (JourneyStop("Here", "", (many, ())),)
    for svg in (drawn(stops=crowded).svg, drawn(stops=crowded).narrow_svg):
        text = words_in(svg)
        assert "7" in text
        assert "and 4 more" in text
        assert "Service 4" not in text


@pytest.mark.parametrize(
    ("stops", "said"), [((), "at least one stop"), ((JourneyStop("A", "", ()),), "one cell")]
)
def test_a_picture_that_cannot_be_is_refused(stops, said):
    with pytest.raises(ValueError, match=said):
        drawn(stops=stops)
