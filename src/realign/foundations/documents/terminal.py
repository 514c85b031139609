"""What every `realign publish` command asks for: formats and progress on the terminal."""

import click

from realign.foundations.documents.types import Format
from realign.foundations.files.terminal import BadInput


def formats_of(typed: str) -> set[Format]:
    """The formats named with commas; tells which are not known."""
    known = {format.value: format for format in Format}
    names = [name.strip().lower() for name in typed.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise BadInput(
            f"--format: found {', '.join(unknown) or 'nothing'}; expected some of: {', '.join(known)}"
        )
    return {known[name] for name in names}


def say(done: int, total: int, words: str) -> None:
    """Progress, on the terminal’s second channel."""
    click.echo(f"  {words} …", err=True)
