"""Reading frameworks: which version held on a day, its entries, and what words mean."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import models
from django.db.models import Count, Q

from realign.registers.frameworks.models import Framework, FrameworkAlias, FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import GlossaryEntry, Kind, Meaning


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
    held = (
        FrameworkVersion.objects.filter(
            framework__slug=slug, valid_from__lte=on, status=FrameworkVersion.Status.IN_FORCE
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("framework")
        .order_by("-valid_from", "-pk")
        .first()
    )
    if held is not None:
        return held
    known = FrameworkVersion.objects.filter(framework__slug=slug).order_by("valid_from")
    spans = "; ".join(f"{v.version} from {v.valid_from} to {v.valid_to or 'now'}" for v in known)
    raise FrameworkVersion.DoesNotExist(
        f"No version of the framework {slug!r} held on {on}. There is: {spans or 'no such framework'}. "
        "Load the frameworks, or ask for another day."
    )


def newest(slug: str) -> FrameworkVersion:
    """The newest version of a framework, one in force before one proposed; raises FrameworkVersion.DoesNotExist."""
    found = (
        FrameworkVersion.objects.filter(framework__slug=slug)
        .select_related("framework")
        # “in-force” comes before “proposed”
        .order_by("status", "-valid_from", "-pk")
        .first()
    )
    if found is None:
        raise FrameworkVersion.DoesNotExist(f"There is no framework called {slug!r}.")
    return found


def version(slug: str, name: str) -> FrameworkVersion:
    """One version by its name; raises FrameworkVersion.DoesNotExist."""
    return FrameworkVersion.objects.select_related("framework").get(framework__slug=slug, version=name)


def entries(held: FrameworkVersion) -> models.QuerySet[FrameworkItem]:
    """The entries of one version in its order, with parents and aliases."""
    return (
        held.items.filter(is_withdrawn=False)
        .select_related("parent", "version__framework")
        .prefetch_related("aliases")
        .order_by("position")
    )


def items(slug: str, on: date) -> models.QuerySet[FrameworkItem]:
    """The entries of a framework as it held on a day, in its order."""
    return entries(current(slug, on))


def item(slug: str, code: str, on: date) -> FrameworkItem:
    """One entry by its code or, failing that, by its label or an alias; raises FrameworkItem.DoesNotExist."""
    held = current(slug, on)
    everything = held.items.select_related("version__framework")
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
    codes = ", ".join(held.items.filter(is_withdrawn=False).values_list("code", flat=True))
    raise FrameworkItem.DoesNotExist(
        f"{len(named) or 'No'} entries of {held} answer to {code!r}. Its codes are: {codes}."
    )


def glossary() -> list[GlossaryEntry]:
    """Every term of every glossary with its meanings, in alphabetical order. Two queries."""
    found = (
        FrameworkItem.objects.filter(version__framework__kind=Kind.GLOSSARY, is_withdrawn=False)
        .filter(version__valid_to__isnull=True, version__status=FrameworkVersion.Status.IN_FORCE)
        .select_related("version")
        .prefetch_related("aliases")
        .order_by("version__framework", "position")
    )
    return gathered(found)


def glossary_entry(term: str, context: str = "") -> GlossaryEntry | None:
    """A term (or a name it also goes by) with what it means, or nothing when no glossary has it.

    ``context`` (a document such as “S2”, or a subject) leaves only the meanings used there, if there are any.
    """
    wanted = term.casefold()
    for entry in glossary():
        if wanted in {name.casefold() for name in (entry.term, *entry.also_called)}:
            return narrowed(entry, context)
    return None


def gathered(found: Iterable[FrameworkItem]) -> list[GlossaryEntry]:
    """Entries of glossaries as terms, by the alphabet; a term in two glossaries has the meanings of both."""
    terms: dict[str, GlossaryEntry] = {}
    for one in found:
        entry = GlossaryEntry(
            term=one.label,
            code=one.code,
            meanings=_meanings(one),
            is_abbreviation=one.extra.get("kind") == "abbreviation",
            also_called=tuple(alias.name for alias in one.aliases.all()),
        )
        held = terms.get(one.label.casefold())
        if held is not None:
            entry = replace(held, meanings=tuple(dict.fromkeys(held.meanings + entry.meanings)))
        terms[one.label.casefold()] = entry
    return [entry for _, entry in sorted(terms.items())]


def narrowed(entry: GlossaryEntry, context: str) -> GlossaryEntry:
    """The entry with only the meanings used in this context; all of them when none is."""
    wanted = context.casefold()
    there = tuple(
        one
        for one in entry.meanings
        if wanted and wanted in f"{one.words} {one.context} {one.source}".casefold()
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


def _meanings(one: FrameworkItem) -> tuple[Meaning, ...]:
    extra = one.extra
    said = extra.get("meanings") or [
        {"meaning": one.description, "context": extra.get("context", ""), "source": extra.get("source", "")}
    ]
    return tuple(
        Meaning(
            words=each["meaning"],
            context=each.get("context", ""),
            source=each.get("source") or one.version.source,
            verified=one.version.verified and extra.get("verified", True),
        )
        for each in said
    )
