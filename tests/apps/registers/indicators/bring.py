"""Bring a file in as the page and the command do: upload, check, accept."""

from pathlib import Path

from realign.foundations.files import actions
from realign.foundations.files.models import Import
from realign.foundations.files.registry import format_for


def check(by, path: Path, format: str, kind: str = "indicators", **options: str) -> Import:
    """Upload a file and check it."""
    upload = actions.store_upload(by=by, name=path.name, chunks=[path.read_bytes()])
    record = actions.start_import(by=by, upload=upload, format=format_for(kind, format), options=options)
    return actions.check_import(by=by, record=record)


def bring(by, path: Path, format: str, kind: str = "indicators", **options: str) -> Import:
    """Upload a file, check it and take it in."""
    record = check(by, path, format, kind, **options)
    assert record.state == Import.State.READY, record.problems
    return actions.accept_import(by=by, record=record)
