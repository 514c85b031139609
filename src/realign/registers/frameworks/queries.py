"""Reading frameworks: which version held on a day, its entries, and what words mean."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import models
from django.db.models import Count, Q

from realign.registers.frameworks.models import Framework, FrameworkAlias, FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import FrameworkKind, GlossaryEntry, Meaning


def frameworks() -> models.QuerySet[FrameworkVersion]:
    """The newest version in force of every framework, with ``item_count`` and ``version_count``."""
    newest = (
        FrameworkVersion.objects.filter(
            framework=models.OuterRef("framework"), status=FrameworkVersion.Status.IN_FORCE
        )
        .order_by("-valid_from", "-pk")
        .values("pk")[:1]
    )
    return (
        FrameworkVersion.objects.filter(pk=models.Subquery(newest))
        .select_related("framework")
        .annotate(
            item_count=Count("items", filter=Q(items__is_withdrawn=False), distinct=True),
            version_count=Count("framework__versions", distinct=True),
        )
        .order_by("framework__name")
    )


def framework(slug: str) -> Framework:
    """One framework with all its versions, newest first; raises Framework.DoesNotExist."""
    return Framework.objects.prefetch_related("versions").get(slug=slug)


def current(slug: str, on: date) -> FrameworkVersion:
    """The version in force on a day; raises FrameworkVersion.DoesNotExist saying which versions there are."""
    version = (
        FrameworkVersion.objects.filter(
            framework__slug=slug, valid_from__lte=on, status=FrameworkVersion.Status.IN_FORCE
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("framework")
        .order_by("-valid_from", "-pk")
        .first()
    )
    if version is not None:
        return version
    known = FrameworkVersion.objects.filter(framework__slug=slug).order_by("valid_from")
    spans = "; ".join(f"{v.version} from {v.valid_from} to {v.valid_to or 'now'}" for v in known)
    raise FrameworkVersion.DoesNotExist(
        f"No version of the framework {slug!r} held on {on}. There is: {spans or 'no such framework'}. "
        "Load the frameworks, or ask for another day."
    )


def newest(slug: str) -> FrameworkVersion:
    """The newest version of a framework, one in force before one proposed; raises FrameworkVersion.DoesNotExist."""
    version = (
        FrameworkVersion.objects.filter(framework__slug=slug)
        .select_related("framework")
        # “in-force” comes before “proposed”
        .order_by("status", "-valid_from", "-pk")
        .first()
    )
    if version is None:
        raise FrameworkVersion.DoesNotExist(f"There is no framework called {slug!r}.")
    return version


def version(slug: str, name: str) -> FrameworkVersion:
    """One version by its name; raises FrameworkVersion.DoesNotExist."""
    return FrameworkVersion.objects.select_related("framework").get(framework__slug=slug, version=name)


def entries(version: FrameworkVersion) -> models.QuerySet[FrameworkItem]:
    """The entries of one version in its order, with parents and aliases."""
    return (
        version.items.filter(is_withdrawn=False)
        .select_related("parent", "version__framework")
        .prefetch_related("aliases")
        .order_by("position")
    )


def wellbeing() -> models.QuerySet[FrameworkItem]:
    """The wellbeing indicators, by which records are tagged."""
    return FrameworkItem.objects.filter(version__framework__slug="shanarri", is_withdrawn=False)


def items(slug: str, on: date) -> models.QuerySet[FrameworkItem]:
    """The entries of a framework as it held on a day, in its order."""
    return entries(current(slug, on))


def item(slug: str, code: str, on: date) -> FrameworkItem:
    """One entry by its code or, failing that, by its label or an alias; raises FrameworkItem.DoesNotExist."""
    version = current(slug, on)
    everything = version.items.select_related("version__framework")
    exact = everything.filter(code=code).first()
    if exact is not None:
        return exact
    named = (
        everything.filter(is_withdrawn=False)
        .filter(Q(label__iexact=code) | Q(aliases__name__iexact=code))
        .distinct()
    )
    if len(named) == 1:
        return named[0]
    codes = ", ".join(version.items.filter(is_withdrawn=False).values_list("code", flat=True))
    raise FrameworkItem.DoesNotExist(
        f"{len(named) or 'No'} entries of {version} answer to {code!r}. Its codes are: {codes}."
    )


def glossary() -> list[GlossaryEntry]:
    """Every term of every glossary with its meanings, in alphabetical order. Two queries."""
    terms = (
        FrameworkItem.objects.filter(version__framework__kind=FrameworkKind.GLOSSARY, is_withdrawn=False)
        .filter(version__valid_to__isnull=True, version__status=FrameworkVersion.Status.IN_FORCE)
        .select_related("version")
        .prefetch_related("aliases")
        .order_by("version__framework", "position")
    )
    return gathered(terms)


def glossary_entry(term: str, context: str = "") -> GlossaryEntry | None:
    """A term (or a name it also goes by) with what it means, or nothing when no glossary has it.

    ``context`` (a document such as “S2”, or a subject) leaves only the meanings used there, if there are any.
    """
    wanted = term.casefold()
    for entry in glossary():
        if wanted in {name.casefold() for name in (entry.term, *entry.also_called)}:
            return narrowed(entry, context)
    return None


def gathered(items: Iterable[FrameworkItem]) -> list[GlossaryEntry]:
    """Entries of glossaries as terms, by the alphabet; a term in two glossaries has the meanings of both."""
    terms: dict[str, GlossaryEntry] = {}
    for item in items:
        entry = GlossaryEntry(
            term=item.label,
            code=item.code,
            meanings=_meanings(item),
            is_abbreviation=item.extra.get("kind") == "abbreviation",
            also_called=tuple(alias.name for alias in item.aliases.all()),
        )
        known = terms.get(item.label.casefold())
        if known is not None:
            entry = replace(known, meanings=tuple(dict.fromkeys(known.meanings + entry.meanings)))
        terms[item.label.casefold()] = entry
    return [entry for _, entry in sorted(terms.items())]


def narrowed(entry: GlossaryEntry, context: str) -> GlossaryEntry:
    """The entry with only the meanings used in this context; all of them when none is."""
    wanted = context.casefold()
    there = tuple(
        meaning
        for meaning in entry.meanings
        if wanted and wanted in f"{meaning.words} {meaning.context} {meaning.source}".casefold()
    )
    return replace(entry, meanings=there or entry.meanings)


def our_word(name: str) -> str:
    """What this system calls something that documents call by another name; the name itself when it knows none."""
    for alias in FrameworkAlias.objects.filter(item__isnull=True):
        if alias.name.casefold() == name.casefold():
            return alias.says
    return name


def other_names() -> models.QuerySet[FrameworkAlias]:
    """Every word of this system that documents say otherwise, with its source."""
    return FrameworkAlias.objects.filter(item__isnull=True).select_related("framework")


def _meanings(item: FrameworkItem) -> tuple[Meaning, ...]:
    extra = item.extra
    meanings = extra.get("meanings") or [
        {"meaning": item.description, "context": extra.get("context", ""), "source": extra.get("source", "")}
    ]
    return tuple(
        Meaning(
            words=each["meaning"],
            context=each.get("context", ""),
            source=each.get("source") or item.version.source,
            verified=item.version.verified and extra.get("verified", True),
        )
        for each in meanings
    )
