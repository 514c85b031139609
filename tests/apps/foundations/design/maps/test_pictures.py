"""Every map and diagram is a safe, named picture whose words are really drawn."""

import re
from xml.etree import ElementTree

import pytest
import vl_convert

from tests.apps.foundations.design.maps.samples import AWKWARD, DIAGRAMS

SVG = "{http://www.w3.org/2000/svg}"
every_diagram = pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=DIAGRAMS)


@every_diagram
def test_a_strict_content_security_policy_lets_the_picture_stand_in_a_page(diagram):
    root = ElementTree.fromstring(diagram.svg)
    names = {name for element in root.iter() for name in element.attrib}

    shapes = {"svg", "title", "desc", "path", "rect", "circle", "text"}
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= shapes
    assert "style" not in names
    assert not [name for name in names if name.startswith("on") or name.endswith("href")]


@every_diagram
def test_the_picture_has_one_name_and_one_description(diagram):
    root = ElementTree.fromstring(diagram.svg)
    named = [e for e in root.iter() if set(e.attrib) & {"role", "aria-label", "aria-labelledby"}]

    assert named == [root]
    labels = [root.find(f".//*[@id='{key}']").text for key in root.get("aria-labelledby").split()]
    assert labels == [diagram.title, diagram.alt]
    assert AWKWARD in diagram.alt


@pytest.mark.slow
@every_diagram
def test_labels_are_really_drawn_not_only_written_in_the_file(diagram):
    blank = re.sub(r"(<text[^>]*>)[^<]+", r"\1", diagram.svg)

    assert blank != diagram.svg
    assert vl_convert.svg_to_png(diagram.svg) != vl_convert.svg_to_png(blank)
    assert diagram.png().startswith(b"\x89PNG")


@every_diagram
def test_everything_stands_inside_the_paper_except_the_neighbours_of_a_focus(diagram):
    root = ElementTree.fromstring(diagram.svg)
    width, height = float(root.get("width")), float(root.get("height"))

    for shape in [*root.iter(f"{SVG}rect"), *root.iter(f"{SVG}text")]:
        x, y = float(shape.get("x", 0)), float(shape.get("y", 0))
        assert 0 <= x <= width
        assert 0 <= y <= height


@every_diagram
def test_no_label_is_smaller_than_fourteen_pixels(diagram):
    assert min(int(size) for size in re.findall(r'font-size="(\d+)px"', diagram.svg)) == 14
