"""`realign publish needs-assessment`."""

from pathlib import Path

import click
from django.utils import timezone

from realign.analyse.needs import queries
from realign.analyse.needs.models import NeedsAssessment
from realign.foundations.documents.build import build_files
from realign.foundations.documents.terminal import formats_of, say
from realign.foundations.documents.types import Format
from realign.foundations.files.partnership_option import chosen_partnership
from realign.foundations.files.terminal import BadInput, NewFolder
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal


@click.command("needs-assessment")
@click.option("--partnership", "slug", help="Its slug; may be left out where there is only one.")
@click.option("--assessment", help="Its short name; without it, the newest.")
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
def needs_assessment(slug: str | None, assessment: str | None, formats: str, out: Path) -> None:
    """The joint strategic needs assessment: a published one as it was built, a draft as the records stand now.

    Example: realign publish needs-assessment --partnership tayside --format pdf --out needs
    """
    wanted = formats_of(formats)
    partnership = chosen_partnership(slug)
    record = _assessment(partnership, assessment)
    out.mkdir(parents=True, exist_ok=True)
    try:
        files = _files(record, wanted)
    except Refusal as refusal:
        raise BadInput(f"{refusal.reason} {refusal.what_to_do}") from refusal
    for format, data in files.items():
        path = out / f"{partnership.slug}-needs-assessment-{record.slug}.{format.value}"
        path.write_bytes(data)
        click.echo(path)


def _assessment(partnership: Partnership, slug: str | None) -> NeedsAssessment:
    rows = list(queries.assessments(partnership))
    for row in rows:
        if slug is None or row.slug == slug:
            return row
    known = ", ".join(row.slug for row in rows) or "none yet"
    raise BadInput(f"--assessment: found {slug or 'nothing'}; expected one of: {known}")


def _files(assessment: NeedsAssessment, wanted: set[Format]) -> dict[Format, bytes]:
    if assessment.is_published:
        return {format: queries.file_of(assessment, format.value) for format in Format if format in wanted}
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(assessment, today), on=today)
    return build_files(document, wanted, say)
