"""Short names of imported indicators: two series never share one, and the same series gets the same one again."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.text import slugify

from realign.foundations.partnerships.models import Partnership
from realign.registers.indicators.models import Indicator

LONGEST, MARK, CODE = 120, 8, 60


def slug_from(scheme: str, name: str) -> str:
    """A short name made of the letters of a name; where they do not say it all, with a mark that tells it from others.

    >>> slug_from("lgbf", "CHN 9"), slug_from("lgbf", "日本")
    ('lgbf-chn-9', 'lgbf-cf2abf0c')
    """
    slug = slugify(f"{scheme} {name}")
    return marked(scheme, name) if len(slug) > LONGEST or not slugify(name) else slug


def marked(scheme: str, name: str) -> str:
    """A short name with a mark made of the whole name."""
    mark = sha256(name.encode()).hexdigest()[:MARK]
    return f"{slugify(f'{scheme} {name}')[: LONGEST - MARK - 1]}-{mark}".lstrip("-")


class SeriesCodes:
    """Short names by the code of a series, which is what tells it from another: A 1 and A-1 are two."""

    def __init__(self, partnership: Partnership, scheme: str) -> None:
        self.scheme = scheme
        rows = Indicator.objects.filter(partnership=partnership).values_list("slug", "scheme", "code")
        self._codes: dict[str, str] = {slug: code for slug, _, code in rows}
        self._own: Mapping[str, str] = {code: slug for slug, its, code in rows if its == scheme and code}
        self._given: dict[str, str] = {}

    def slug_of(self, code: str) -> str:
        """The short name of a series: that of the register, or one that no other series has."""
        if code not in self._given:
            self._given[code] = slug = self._choose(code)
            self._codes[slug] = code[:CODE]
        return self._given[code]

    def _choose(self, code: str) -> str:
        slug = slug_from(self.scheme, code)
        if self._codes.get(slug, "") in {"", code[:CODE]}:
            return slug
        return self._own.get(code) or marked(self.scheme, code)
