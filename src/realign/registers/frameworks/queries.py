"""Reading frameworks: which version held on a day, its entries, and what words mean."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Count, Q

from realign.registers.frameworks.models import Framework, FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import GlossaryEntry, Kind, Meaning


def frameworks() -> models.QuerySet[FrameworkVersion]:
    """The newest version of every framework, with ``item_count`` and ``version_count``."""
    newest = (
        FrameworkVersion.objects.filter(framework=models.OuterRef("framework"))
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
    """The version that held on a day; raises FrameworkVersion.DoesNotExist saying which versions there are."""
    held = (
        FrameworkVersion.objects.filter(framework__slug=slug, valid_from__lte=on)
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
    """Every term of every glossary with its meanings, in alphabetical order. One query."""
    found = (
        FrameworkItem.objects.filter(version__framework__kind=Kind.GLOSSARY, is_withdrawn=False)
        .filter(version__valid_to__isnull=True)
        .select_related("version")
        .order_by("version__framework", "position")
    )
    return gathered(found)


def glossary_entry(term: str, context: str = "") -> GlossaryEntry | None:
    """A term with what it means, or nothing when no glossary has it.

    ``context`` (a document such as “S2”, or a subject) leaves only the meanings used there, if there are any.
    """
    found = next((entry for entry in glossary() if entry.term.casefold() == term.casefold()), None)
    return narrowed(found, context) if found is not None else None


def gathered(found: Iterable[FrameworkItem]) -> list[GlossaryEntry]:
    """Entries of glossaries, those with the same term together."""
    terms: dict[str, tuple[str, list[Meaning]]] = {}
    for one in found:
        term = str(one.extra.get("term", one.label))
        terms.setdefault(term.casefold(), (term, []))[1].append(_meaning(one))
    return [GlossaryEntry(term, tuple(said)) for _, (term, said) in sorted(terms.items())]


def narrowed(entry: GlossaryEntry, context: str) -> GlossaryEntry:
    """The entry with only the meanings used in this context; all of them when none is."""
    there = tuple(
        one
        for one in entry.meanings
        if context and context.casefold() in f"{one.context} {one.source}".casefold()
    )
    return GlossaryEntry(entry.term, there or entry.meanings)


def _meaning(one: FrameworkItem) -> Meaning:
    extra = one.extra
    context = extra.get("context", "")
    return Meaning(
        words=str(extra.get("meaning") or one.description),
        explanation=one.description if extra.get("meaning") else "",
        context=", ".join(context) if isinstance(context, list) else str(context),
        source=str(extra.get("source") or one.version.source),
        code=one.code,
    )
