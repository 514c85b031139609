"""One figure is one figure: what several pages say of the same thing is the same, and parts add up to their whole."""

import csv
import io
import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from realign.demo.actions import SLUG
from realign.foundations.design.words import in_kinds
from realign.methods.percentages import percentage
from realign.plan.priorities.models import Target
from realign.registers.evidence.models import Release
from realign.registers.indicators.models import Observation
from tests.whole.addresses import addresses, opened_with
from tests.whole.samples import samples

pytestmark = pytest.mark.slow

KINDS = re.compile(r"(?<![\w,.])([\d,]+) [a-z]+(?: [a-z]+)?: (\d[^.:]*? and \d[^.:;]*)[.]")
LEADS = (
    "dashboards:home",
    "fronts:analyse",
    "fronts:plan",
    "fronts:deliver",
    "fronts:review",
    "services:list",
    "trends:list",
    "fit:list",
    "fit:grid",
    "progress:overview",
    "progress:public",
    "gaps:list",
)


@pytest.fixture
def reader(demonstration, db):
    """Somebody who reads every room of the demonstration."""
    client = Client()
    client.force_login(get_user_model().objects.get(email="analyst@demo.example"))
    return client


def text_of(client, name, *parts, **query):
    answer = client.get(reverse(name, args=[SLUG, *parts]), query)
    assert answer.status_code == 200, name
    return text(answer.getvalue().decode())


def text(page):
    page = re.sub(r"<svg.*?</svg>", " ", page.split("<main", 1)[1].split("</main>")[0], flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


# a percentage with a nought that says nothing, or with more decimals than one
BADLY = re.compile(r"(?<![\d.])\d[\d,]*\.(?:0|\d{2,})%")
ROOMS = (
    "evidence:",
    "trends:",
    "indicators:",
    "fit:",
    "needs:",
    "reports:",
    "priorities:",
    "places:",
    "surveys:",
    "fronts:",
)


def number(words):
    return float(words.replace(",", ""))


@pytest.mark.parametrize("name", LEADS)
def test_kinds_add_up_to_what_they_are_kinds_of(reader, name):
    for whole, kinds in KINDS.findall(text_of(reader, name)):
        parts = re.findall(r"(?:^|, | and )([\d,]+) ", kinds)
        assert number(whole) == sum(map(number, parts)), f"{name}: {whole}: {kinds}"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([(0, "late"), (0, "on time")], "no actions"),
        ([(1, "late"), (0, "on time")], "1 action: late"),
        ([(2, "late"), (0, "on time")], "2 actions: both late"),
        ([(1, "late"), (1, "on time")], "2 actions: 1 late and 1 on time"),
    ],
)
def test_kinds_read_as_english_with_none_one_and_two(kinds, words):
    assert in_kinds(kinds, "action") == words


def test_the_register_says_how_many_services_its_list_shows(reader):
    page = text_of(reader, "services:list")
    shown = int(re.search(r"Showing (?:all|1 to \d+ of) (\d+) services", page)[1])
    parts = re.search(
        r"(\d+) services: (\d+) running now(?:, (\d+) planned)?(?: and (\d+) (?:planned|ended))?", page
    )
    assert int(parts[1]) == shown == sum(int(part) for part in parts.groups()[1:] if part)
    running = int(parts[2])
    assert f"{running} services running now" in text_of(reader, "fronts:analyse")
    assert f"All {running} services" in text_of(reader, "services:find")


def test_children_reached_and_missed_are_the_same_on_every_page(reader):
    need = "emotional-wellbeing"
    page, every = text_of(reader, "fit:need", need), text_of(reader, "fit:list")
    reached = re.search(r"Services reach (\d[\d,]*\d)", page)[1]
    missed = re.search(r"about ([\d,]+) are not known to be reached", page)[1]
    children = re.search(r"About ([\d,]+) children", page)[1]
    row = f"Emotional wellbeing {children} {reached} {missed} "
    assert row in every, "the table of the picture says what the sentence says"
    assert row in text_of(reader, "fronts:analyse")
    assert f"about {missed} of {children} children" in every
    grid = text_of(reader, "fit:grid").split("Emotional wellbeing", 1)[1].split("Families under strain")[0]
    cells = [number(cell) for cell in re.findall(r"reached: ([\d,]+)", grid)]
    assert abs(sum(cells) - number(reached)) <= len(cells) / 2, (
        "parts of the services, as on the page of the need"
    )
    told = reader.get(reverse("fit:need", args=[SLUG, need]), {"format": "csv"}).getvalue()
    rows = csv.DictReader(io.StringIO(told.decode("utf-8-sig")))
    whole = next(row for row in rows if not row["code"])
    assert float(whole["reached"]) == number(reached)
    assert abs(float(whole["missed"]) - number(missed)) <= 5, "rounded once, from the estimate"
    assert abs(float(whole["children"]) - float(whole["reached"]) - float(whole["missed"])) <= 1


def test_a_trend_has_one_headline_on_every_page(reader):
    target = Target.objects.filter(indicator__slug="weeks-to-first-support").select_related("indicator").get()
    slug = target.indicator.slug
    page = text_of(reader, "trends:trend", slug)
    headline = re.search(r"\d+ weeks in [A-Z]\w+ \d{4}, [^.]*?no signal of a recent change", page)[0]
    said_on = {
        "trends:list": text_of(reader, "trends:list", q="weeks from"),
        "indicators:indicator": text_of(reader, "indicators:indicator", slug),
        "priorities:charts": text_of(reader, "priorities:charts", target.outcome.priority.slug),
        "trends:public": text_of(reader, "trends:public", slug),
    }
    assert not [name for name, page in said_on.items() if headline not in page], headline
    assert "No recent signal" in said_on["trends:list"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("41%, 41.3% and 100%", []), ("41.0% of 12.25%", ["41.0%", "12.25%"]), ("v1.0, 1.0", [])],
)
def test_another_writing_of_a_percentage_is_found(words, found):
    assert BADLY.findall(words) == found


def test_a_percentage_has_one_writing_on_every_page(reader, demonstration):
    held = samples(demonstration)
    wanted = [
        opened_with(address, SLUG, held)
        for address in addresses()
        if address.name in held and address.name.startswith(ROOMS)
    ]
    tables = Release.objects.filter(partnership=demonstration).order_by("pk")
    wanted += [reverse("evidence:release", args=[SLUG, table.slug]) for table in tables]
    wanted += [reverse(name, args=[SLUG]) for name in LEADS]
    found, read = {}, 0
    for where in wanted:
        answer = reader.get(where)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = re.sub(
                r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.getvalue().decode()))
            )  # with its pictures
            read += len(re.findall(r"\d%", page))
            if badly := BADLY.findall(page):
                found[where] = badly
    assert found == {}
    assert read > 500


def test_the_newest_percentage_of_an_indicator_reads_alike_wherever_it_stands(reader, demonstration):
    newest = (
        Observation.objects.filter(
            indicator__partnership=demonstration, indicator__unit="%", area__name="Angus", breakdown="", is_public=True,
            status="observed", value__isnull=False,
        )
        .order_by("indicator_id", "-ends_on")
        .select_related("indicator")
    )  # fmt: skip
    parted = {row.indicator_id: row for row in reversed(newest) if row.value % 1}
    assert parted
    for row in list(parted.values())[:3]:
        words, slug = percentage(row.value), row.indicator.slug
        for name in ("indicators:indicator", "trends:public"):
            assert words in text_of(reader, name, slug, area=row.area.code), f"{name} {slug}: {words}"
