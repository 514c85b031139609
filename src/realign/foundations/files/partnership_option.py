"""The ``--partnership`` option of every command that needs one."""

from realign.foundations.files.terminal import BadInput
from realign.foundations.partnerships.models import Partnership


def chosen_partnership(slug: str | None) -> Partnership:
    """The partnership of this short name; the only one where none is named; bad input otherwise."""
    partnerships = {partnership.slug: partnership for partnership in Partnership.objects.order_by("slug")}
    if slug is None and len(partnerships) == 1:
        return next(iter(partnerships.values()))
    if slug is None or slug not in partnerships:
        known = ", ".join(partnerships) or "none is set up yet"
        raise BadInput(f"--partnership: found {slug or 'nothing'}; expected one of: {known}")
    return partnerships[slug]
