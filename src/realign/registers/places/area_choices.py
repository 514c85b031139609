"""The councils and health boards that a partnership may cover, and that an organisation may serve."""

from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.registry import AREA_LISTS, AreaList, CoveredArea
from realign.registers.places import queries
from realign.registers.places.models import Area


def _councils() -> list[CoveredArea]:
    return [
        CoveredArea(area.code, area.name, area.health_board.code if area.health_board else "")
        for area in queries.areas(Area.Kind.COUNCIL)
    ]


def _health_boards() -> list[CoveredArea]:
    return [CoveredArea(area.code, area.name) for area in queries.areas(Area.Kind.HEALTH_BOARD)]


AREA_LISTS.add(
    AreaList(Organisation.Kind.COUNCIL, "Council areas", _councils),
    AreaList(Organisation.Kind.HEALTH_BOARD, "Health boards", _health_boards),
)
