"""The list of this room whose words are the partnership’s own."""

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.registry import WORD_LISTS, WordList
from realign.registers.services.models import TIERS, Service


def _services(partnership: Partnership, code: str) -> int:
    return Service.objects.filter(partnership=partnership, tier=code).count()


WORD_LISTS.add(
    WordList(
        TIERS,
        "Levels of help",
        "From help for everybody to help for a few. The pages of needs count the first two levels that come with the "
        "product as early help, whatever you call them; a level of your own is not counted as early help.",
        Service.Tier.choices,
        _services,
    )
)
