"""Where a demonstration may be built: never beside a real partnership, nor in a database that somebody named."""

from django.conf import settings

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal


def check_demonstration_may_be_built() -> None:
    """Raise Refusal where a demonstration does not belong."""
    if not settings.DEMO:
        raise Refusal(
            f"A demonstration is not built here: {settings.WHY_NO_DEMO}.",
            "Set REALIGN_DEMO=1 to build one on purpose.",
        )
    if Partnership.objects.filter(is_demo=False).exists():
        raise Refusal(
            "A demonstration is not built here: a real partnership is set up.",
            "Nothing was changed. Use another data folder and database for the demonstration.",
        )
