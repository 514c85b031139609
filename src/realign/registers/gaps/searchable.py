"""What cannot be seen in the data, found by members."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Searchable
from realign.registers.gaps import queries
from realign.registers.gaps.models import Gap

SEARCHABLE.add(
    Searchable(
        "gaps",
        "Data gaps",
        Gap,
        "evidence.view",
        title=lambda gap: gap.title,
        words=words_in("title", "whom", "effect", "fix", "ended_because"),
        rows=lambda reader: queries.gaps(reader.partnership),
        order=40,
    )
)
