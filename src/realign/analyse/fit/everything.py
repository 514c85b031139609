"""The fit of every need in every place, for the command line."""

from datetime import date

from realign.analyse.fit import outputs, queries
from realign.foundations.partnerships.models import Partnership


def every_fit(slug: str, on: date) -> list[list[object]] | None:
    """A heading row and a row for each need and place; nothing when there is no such partnership."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    fits = []
    for whole in queries.fits(partnership, on):
        fits += [whole, *queries.fit_by_council(partnership, whole.need, on)]
    return outputs.rows(fits)
