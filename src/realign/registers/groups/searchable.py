"""Groups, found by members by their names, their seats and who sits in them."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable
from realign.registers.groups import queries
from realign.registers.groups.models import Group, Seat

SEARCHABLE.add(
    Searchable(
        "groups",
        "Groups",
        Group,
        "groups.view",
        title=lambda group: group.name,
        words=words_in("name", "aliases", "outputs", "membership", "note", "seats.post", "seats.holder"),
        rows=lambda reader: queries.groups(reader.partnership),
        everything=lambda: Group.objects.prefetch_related("seats"),
        parts=(Part(Seat, lambda seat: [seat.group_id]),),
        order=50,
    )
)
