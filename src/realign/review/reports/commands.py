"""`realign publish`: documents as files. Each room’s own document is looked up when it is asked for."""

from importlib import import_module
from pathlib import Path

import click
from django.utils import timezone

from realign.foundations.documents.build import build_files
from realign.foundations.documents.terminal import formats_of, say
from realign.foundations.documents.types import Format
from realign.foundations.files.partnership_option import chosen_partnership
from realign.foundations.files.terminal import BadInput, NewFolder
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.review.reports import queries
from realign.review.reports.models import Report
from realign.review.reports.rules import year_called, years_of

# document -> where its command lives
DOCUMENTS: dict[str, str] = {
    "annual-report": "realign.review.reports.commands:annual_report",
    "needs-assessment": "realign.analyse.needs.commands:needs_assessment",
}


class Documents(click.Group):
    """One subcommand for each kind of document."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(DOCUMENTS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in DOCUMENTS:
            return None
        module, attribute = DOCUMENTS[name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.command(cls=Documents)
def publish() -> None:
    """Write documents as files: web page, Word file, tagged PDF.

    Example: realign publish annual-report --partnership tayside --year 2026/27 --format html,docx,pdf --out reports
    """


@click.command("annual-report")
@click.option("--partnership", "slug", help="Its slug; may be left out where there is only one.")
@click.option("--year", required=True, help="The report year, for example 2026/27.")
@click.option(
    "--format", "formats", default="html,docx,pdf", show_default=True, help="Which files, with commas."
)
@click.option(
    "--out",
    default=".",
    show_default=True,
    type=NewFolder(),
    help="The folder.",
)
def annual_report(slug: str | None, year: str, formats: str, out: Path) -> None:
    """The annual report of one year: the published one as it was built, a draft as the records stand now.

    Example: realign publish annual-report --year 2026/27 --format pdf --out reports
    """
    wanted = formats_of(formats)
    partnership = chosen_partnership(slug)
    out.mkdir(parents=True, exist_ok=True)
    try:
        report = _report(partnership, year)
    except Refusal as refusal:
        raise BadInput(f"--year: {refusal.reason} {refusal.what_to_do}") from refusal
    try:
        files = _files(report, wanted)
    except Refusal as refusal:
        raise BadInput(f"{refusal.reason} {refusal.what_to_do}") from refusal
    for file_format, content in files.items():
        path = out / f"{partnership.slug}-report-{report.slug}.{file_format.value}"
        path.write_bytes(content)
        click.echo(path)


def _report(partnership: Partnership, year: str) -> Report:
    """The newest report of the whole year, else the newest of a part of it, else one that nobody has begun."""
    reports = queries.reports(partnership).filter(year=year).first()
    if reports is not None:
        return reports
    for plan in queries.plans(partnership):
        if year in {report.label for report in years_of(plan)}:
            span = year_called(plan, year)
            return Report(
                partnership=partnership,
                plan=plan,
                slug=year.replace("/", "-"),
                title=f"Annual report {year}",
                year=year,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
            )
    years = sorted({report.label for plan in queries.plans(partnership) for report in years_of(plan)})
    raise Refusal(f"Found {year}.", f"Expected one of: {', '.join(years) or 'no plan is set up yet'}.")


def _files(report: Report, wanted: set[Format]) -> dict[Format, bytes]:
    if report.is_published:
        return {
            file_format: queries.file_of(report, file_format.value)
            for file_format in Format
            if file_format in wanted
        }
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(report, today), on=today)
    return build_files(document, wanted, say)
