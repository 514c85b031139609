"""Keeping the national lists: files become dated versions, and nothing that a record may point at goes away."""

import json
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.audit.types import Acting
from realign.registers.frameworks.models import Framework, FrameworkAlias, FrameworkItem, FrameworkVersion
from realign.registers.frameworks.reading import DATA, read_folder
from realign.registers.frameworks.types import FrameworkFile, ItemEntry, LoadReport, VersionEntry


@transaction.atomic
def load_frameworks(*, by: Acting, folder: Path = DATA) -> LoadReport:
    """Read every framework file into the tables: all of them or, when one is wrong, none.

    A file that did not change since it was last loaded is left alone. ``by`` is usually
    ``types.Registrar(at=…)``: the lists belong to no partnership. Raises FileWrong.
    """
    loaded: dict[str, set[str]] = {}
    for slug, fingerprint in FrameworkVersion.objects.values_list("framework__slug", "fingerprint"):
        loaded.setdefault(slug, set()).add(fingerprint)
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    withdrawn: list[str] = []
    for file in read_folder(folder):
        if file.fingerprint in loaded.get(file.slug, set()):
            unchanged.append(file.slug)
            continue
        gone = _load(by, file)
        withdrawn.extend(gone)
        (updated if file.slug in loaded else added).append(file.slug)
    return LoadReport(tuple(added), tuple(updated), tuple(unchanged), tuple(withdrawn))


def _load(by: Acting, file: FrameworkFile) -> list[str]:
    """Save one file; answers the entries that it no longer has."""
    framework, is_new = Framework.objects.update_or_create(
        slug=file.slug,
        defaults={
            "name": file.name,
            "short_name": file.short_name,
            "kind": file.kind.value,
            "description": file.description,
        },
    )
    gone: list[str] = []
    for entry in file.versions:
        gone += _load_version(framework, entry, file.fingerprint)
    _load_aliases(framework, file)
    audit.record(
        by=by,
        verb="loaded" if is_new else "loaded again",
        subject=framework,
        detail={
            "fingerprint": file.fingerprint,
            "versions": {entry.version: len(entry.items) for entry in file.versions},
            "withdrawn": gone,
        },
    )
    return gone


def _load_version(framework: Framework, entry: VersionEntry, fingerprint: str) -> list[str]:
    version, _ = FrameworkVersion.objects.update_or_create(
        framework=framework,
        version=entry.version,
        defaults={
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "source": entry.source,
            "source_date": entry.source_date,
            "verified": entry.verified,
            "note": entry.note,
            "status": entry.status,
            "fingerprint": fingerprint,
        },
    )
    by_code = {item.code: item for item in version.items.all()}
    items = [_item(by_code, version, number, row) for number, row in enumerate(entry.items, 1)]
    FrameworkItem.objects.bulk_create([item for item in items if item.pk is None])
    _join_parents(items, entry.items)
    FrameworkItem.objects.bulk_update(
        items, ("label", "description", "position", "extra", "is_withdrawn", "parent")
    )
    left = [item for code, item in by_code.items() if code not in {row.code for row in entry.items}]
    version.items.filter(pk__in=[item.pk for item in left]).update(is_withdrawn=True)
    return [f"{framework.slug} {entry.version}: {item.code}" for item in left if not item.is_withdrawn]


def _load_aliases(framework: Framework, file: FrameworkFile) -> None:
    """Other names are wholly the file’s, and no record points at them: they are written afresh."""
    framework.aliases.all().delete()
    items = {
        (item.version.version, item.code): item
        for item in FrameworkItem.objects.filter(version__framework=framework).select_related("version")
    }
    FrameworkAlias.objects.bulk_create(
        FrameworkAlias(
            framework=framework, item=items[entry.version, alias.code], says=alias.label, name=name
        )
        for entry in file.versions
        for alias in entry.items
        for name in alias.aliases
    )
    FrameworkAlias.objects.bulk_create(
        FrameworkAlias(framework=framework, says=alias.says, name=name, kind=alias.kind, source=alias.source)
        for alias in file.aliases
        for name in alias.names
    )


def _item(
    by_code: dict[str, FrameworkItem], version: FrameworkVersion, position: int, entry: ItemEntry
) -> FrameworkItem:
    item = by_code.get(entry.code) or FrameworkItem(version=version, code=entry.code)
    item.label, item.description, item.position = entry.label, entry.description, position
    # dates inside extra become text, as JSON has them
    item.extra = json.loads(json.dumps(entry.extra, cls=DjangoJSONEncoder))
    item.is_withdrawn = False
    return item


def _join_parents(items: list[FrameworkItem], entries: tuple[ItemEntry, ...]) -> None:
    by_code = {item.code: item for item in items}
    for item, entry in zip(items, entries, strict=True):
        item.parent = by_code[entry.parent] if entry.parent else None
