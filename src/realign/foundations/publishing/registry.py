"""The kinds of records that go through the one door to the public; each room adds its own in `public_records.py`."""

from realign.foundations.publishing.types import OtherDoor, PublicKind
from realign.foundations.rooms import Registry

PUBLIC_RECORDS: Registry[PublicKind] = Registry(
    "public_records",
    holds="kinds of records that are published",
    key=lambda kind: kind.slug,
    order=lambda kind: kind.order,
)

OTHER_DOORS: Registry[OtherDoor] = Registry(
    "public_records",
    holds="records that wait for a second person at a door of their own",
    key=lambda door: door.slug,
)
