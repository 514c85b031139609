"""How long the report and the main pages take on the demonstration, beside an empty Django page, in one run.

    python -m benchmarks report_build

Everything goes through Django's test client with the site's own middleware, so the empty page costs what the frame
costs. Each page is asked for once to warm up, then eleven times; the middle time counts. SQLite, no cache.
"""

# Django must be set up before its models are imported
# ruff: noqa: E402

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import django

from benchmarks import own_installation

own_installation()

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from realign.demo.actions import build_demonstration
from realign.foundations.accounts.models import User
from realign.foundations.documents.build import build
from realign.foundations.documents.types import Format
from realign.review.assurance import queries as assurance
from realign.review.reports import queries as reports

TIMES = 11
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Partnership home", "dashboards:home", ()),
    ("My work", "dashboards:work", ()),
    ("Golden thread", "assurance:thread", ()),
    ("Walk from the decision", "assurance:node", ("decision", "d-2026-14")),
    ("Report, published", "reports:public-report", ("2026-27-to-october",)),
    ("Report, draft with its gaps", "reports:report", ("2025-26",)),
    ("Ten steps", "assurance:steps", ()),
    ("Priority", "priorities:page", ("mental-health-and-wellbeing",)),
    ("Delivery", "progress:overview", ()),
    ("Decisions", "decisions:list", ()),
)


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all, through all of the site's middleware."""
    return HttpResponse("<!doctype html><title>Empty</title>")


urlpatterns = [path("benchmark/empty/", empty), path("", include("realign.config.urls"))]


def taken(work: Callable[[], object], times: int = TIMES) -> float:
    """The middle of several times, in seconds, after one that does not count."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)


def ask(client: Client, address: str) -> HttpResponse:
    """One page; anything but a page is an error of this benchmark."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer


def questions(client: Client, address: str) -> tuple[int, int]:
    """How long a page is in bytes, and how many questions it asks of the database."""
    seen: list[str] = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        size = len(ask(client, address).content)
    return size, len(seen)


def timed(name: str, seconds: float, base: float) -> str:
    """One line of the table."""
    return f"{name:28} {seconds / base:7.1f} x  {seconds * 1000:7.1f} ms"


def main() -> None:
    """Print two small tables."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.ROOT_URLCONF = "benchmarks.report_build"
    call_command("migrate", verbosity=0)
    partnership = build_demonstration(at=datetime.now(UTC), say=lambda step: None)
    client = Client()
    client.force_login(User.objects.get(email="coordinator@demo.example"))
    base = taken(lambda: ask(client, "/benchmark/empty/"))
    print(f"empty page: {base * 1000:.2f} ms; all else as a multiple of it")
    for name, page, about in PAGES:
        address = reverse(page, args=[partnership.slug, *about])
        size, asked = questions(client, address)
        seconds = taken(lambda address=address: ask(client, address))
        print(f"{timed(name, seconds, base)}  {asked:3} queries  {size / 1024:6.0f} kB")
    seconds = taken(lambda: assurance.threads(partnership))
    print(timed("All threads, no page", seconds, base))
    documents(partnership, base)


def documents(partnership: object, base: float) -> None:
    """Gathering the report of the present plan, and building each of its files."""
    report = reports.report(partnership, "2026-27-to-october")
    today = datetime.now(UTC).date()
    gathering = taken(lambda: reports.content_of(report, today))
    print(timed("Report: gather the records", gathering, base))
    document = reports.document_of(reports.content_of(report, today), on=today)
    for wanted in Format:
        seconds = taken(lambda wanted=wanted: build(document, {wanted}), 3)
        print(timed(f"Report: build {wanted.value}", seconds, base))


if __name__ == "__main__":
    main()
