"""What every `realign publish` command asks for: formats, a partnership, and progress on the terminal."""

import click

from realign.foundations.documents.types import Format
from realign.foundations.partnerships.models import Partnership


class BadInput(click.ClickException):
    """Something about the arguments is wrong; the message says what."""

    exit_code = 2


def formats_of(said: str) -> set[Format]:
    """The formats named with commas; tells which are not known."""
    known = {one.value: one for one in Format}
    names = [name.strip().lower() for name in said.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise BadInput(
            f"--format: found {', '.join(unknown) or 'nothing'}; expected some of: {', '.join(known)}"
        )
    return {known[name] for name in names}


def partnership_called(slug: str | None) -> Partnership:
    """The partnership of this slug, or the only one there is."""
    held = {one.slug: one for one in Partnership.objects.order_by("slug")}
    if slug is None and len(held) == 1:
        return next(iter(held.values()))
    if slug is None or slug not in held:
        raise BadInput(
            f"--partnership: found {slug or 'nothing'}; expected one of: {', '.join(held) or 'none is set up yet'}"
        )
    return held[slug]


def say(done: int, total: int, words: str) -> None:
    """Progress, on the terminal’s second channel."""
    click.echo(f"  {words} …", err=True)
