"""Every chart is a safe, named picture whose words are really drawn."""

import re
from xml.etree import ElementTree

import pytest
import vl_convert
from django.template import Context, Template

from realign.foundations.design.charts import drawing
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, ChartValue
from tests.apps.foundations.design.charts.samples import AWKWARD, CHARTS, WITH_LABELS

pytestmark = pytest.mark.slow
SVG = "{http://www.w3.org/2000/svg}"
every_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


@every_chart
def test_a_strict_content_security_policy_lets_the_picture_stand_in_a_page(chart):
    for drawn in (chart.svg, chart.narrow_svg):
        root = ElementTree.fromstring(drawn)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        names = {name for element in root.iter() for name in element.attrib}

        assert tags <= {"svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan"}
        assert "style" not in names
        assert not [name for name in names if name.startswith("on") or name.endswith("href")]


@every_chart
def test_the_picture_has_one_name_and_one_description(chart):
    root = ElementTree.fromstring(chart.svg)
    named = [e for e in root.iter() if set(e.attrib) & {"role", "aria-label", "aria-labelledby"}]

    assert named == [root]
    assert root.get("role") == "img"
    labels = [root.find(f".//*[@id='{key}']").text for key in root.get("aria-labelledby").split()]
    assert labels == [chart.title, chart.alt]
    assert AWKWARD in chart.title


@pytest.mark.parametrize("name", WITH_LABELS)
def test_labels_are_really_drawn_not_only_written_in_the_file(name):
    """A font that cannot be found makes all words vanish from the picture without an error."""
    drawn = CHARTS[name].svg
    assert ">Dundee City<" in drawn or name in ("run", "process")
    blank = re.sub(r"(<text[^>]*>)[^<]+", r"\1", drawn)

    assert vl_convert.svg_to_png(drawn) != vl_convert.svg_to_png(blank)


def test_words_are_drawn_in_roboto_not_in_the_fallback():
    drawn = CHARTS["bar"].svg
    plain = drawn.replace("Roboto, Arial, sans-serif", "sans-serif")

    assert plain != drawn
    assert vl_convert.svg_to_png(drawn) != vl_convert.svg_to_png(plain)


@every_chart
def test_no_label_is_smaller_than_fourteen_pixels(chart):
    sizes = [int(size) for size in re.findall(r'font-size="(\d+)px"', chart.svg + chart.narrow_svg)]

    assert all(size >= 14 for size in sizes)


@every_chart
def test_the_picture_fits_the_page_it_is_made_for(chart):
    wide, narrow = (
        float(re.search(r'<svg [^>]*?width="([\d.]+)"', drawn).group(1))
        for drawn in (chart.svg, chart.narrow_svg)
    )

    assert wide <= chart.width + 20
    assert narrow <= drawing.NARROW + 20


def test_a_template_puts_the_picture_in_the_page_as_it_stands_and_escapes_its_title():
    chart = CHARTS["bar"]
    page = Template("{{ chart.svg }}<p>{{ chart.title }}</p>").render(Context({"chart": chart}))

    assert page.startswith("<svg ")
    assert "<script>" not in page


@every_chart
def test_word_gets_a_png(chart):
    assert chart.png().startswith(b"\x89PNG")


def test_the_same_numbers_are_composed_and_drawn_once():
    def values():
        return [ChartValue("Angus", 41.5, 40, 43)]

    first, second = (
        bar_with_interval(title="t", sentence="s", bars=values(), unit=PERCENT).specification(640)
        for _ in range(2)
    )
    before = drawing._plain_svg.cache_info().misses
    drawn = {drawing.svg(specification, "t", "d") for specification in (first, second)}

    assert first is second
    assert len(drawn) == 1
    assert drawing._plain_svg.cache_info().misses == before + 1


def test_nothing_is_fetched_while_drawing():
    remote = '{"data":{"url":"http://127.0.0.1:9/x.csv"},"mark":"bar","encoding":{"x":{"field":"a"}}}'

    with pytest.raises(ValueError, match=r"(?i)allow|denied|127\.0\.0\.1"):
        drawing.svg(remote, "t", "d")
