"""National lists, laws and the words of the glossary, found by everybody."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import PUBLIC, Part, Searchable
from realign.registers.frameworks.models import Framework, FrameworkItem

GLOSSARY = "glossary"


def _items() -> QuerySet[FrameworkItem]:
    return FrameworkItem.objects.select_related("version__framework").prefetch_related("aliases")


def _standing() -> QuerySet[FrameworkItem]:
    return FrameworkItem.objects.filter(is_withdrawn=False)


def _items_of(framework: Framework) -> Iterable[int]:
    return FrameworkItem.objects.filter(version__framework=framework).values_list("pk", flat=True)


def _looked_up(item: FrameworkItem, _partnership: str) -> str:
    return f"{reverse('frameworks:glossary')}?{urlencode({'q': item.label})}"


def _in_list(item: FrameworkItem, _partnership: str) -> str:
    slug, version = item.version.framework.slug, item.version.version
    return f"{reverse('frameworks:version', args=[slug, version])}?{urlencode({'q': item.code})}"


SEARCHABLE.add(
    Searchable(
        "glossary",
        "Glossary",
        FrameworkItem,
        PUBLIC,
        words=words_in("label", "description", "aliases.name"),
        rows=lambda reader: _standing().filter(version__framework__slug=GLOSSARY),
        url=_looked_up,
        everything=lambda: _items().filter(version__framework__slug=GLOSSARY),
        parts=(Part(Framework, _items_of),),
        order=5,
    ),
    Searchable(
        "lists",
        "Reference lists",
        Framework,
        PUBLIC,
        words=words_in("name", "short_name", "description", "aliases.name"),
        rows=lambda reader: Framework.objects.all(),
        url=lambda framework, _partnership: reverse("frameworks:framework", args=[framework.slug]),
        everything=lambda: Framework.objects.prefetch_related("aliases"),
        order=90,
    ),
    Searchable(
        "entries",
        "Entries of lists",
        FrameworkItem,
        PUBLIC,
        words=words_in("code", "label", "description", "aliases.name", "version.framework.name"),
        rows=lambda reader: _standing().exclude(version__framework__slug=GLOSSARY),
        url=_in_list,
        everything=lambda: _items().exclude(version__framework__slug=GLOSSARY),
        parts=(Part(Framework, _items_of),),
        order=91,
    ),
)
