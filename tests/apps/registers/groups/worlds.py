"""A small structure, made by the product's own actions.

::

    Strategic Group
      └─ Directors’ Group
           ├─ Early Years (priority)          · · supported by Performance Sub-Group
           ├─ Strategic Commissioning (reform)
           └─ Performance Sub-Group
    Transitions (proposed, not placed)
"""

from dataclasses import dataclass

from realign.registers.groups import actions
from realign.registers.groups.models import Group, Seat
from tests.support.cast import Cast
from tests.support.keeping import kept


@dataclass(frozen=True)
class Structure:
    """The groups by a short key."""

    cast: Cast
    groups: dict[str, Group]

    def __getitem__(self, key: str) -> Group:
        return Group.objects.get(pk=self.groups[key].pk)


@kept
def build(cast: Cast) -> Structure:
    """Set up the structure in a partnership."""
    by, made = cast.system, {}

    def set_up(key, name, kind, above="", **values):
        made[key] = actions.create_group(
            by=by,
            name=name,
            kind=kind,
            life=values.pop("life", Group.Life.STANDING),
            reports_to=made.get(above),
            **values,
        )

    set_up("strategic", "Strategic Group", "strategic", purposes=["Hold the vision."])
    set_up("directors", "Directors’ Group", "directors", "strategic")
    set_up("performance", "Performance Sub-Group", "performance", "directors")
    set_up("early", "Pre-Birth & Early Years", "priority", "directors", supported_by=[made["performance"]])
    set_up("commissioning", "Strategic/Joint Commissioning Group", "reform", "directors", phase="1")
    set_up("transitions", "Transitions", "priority", status="proposed", life="undecided")
    return Structure(cast, made)


def seat(structure: Structure, key: str, body: str, **values) -> Seat:
    """Give a group a seat for one of the cast's bodies."""
    values.setdefault("post", "Manager")
    return actions.create_seat(
        by=structure.cast.system,
        group=structure[key],
        organisation=structure.cast.bodies[body],
        **values,
    )
