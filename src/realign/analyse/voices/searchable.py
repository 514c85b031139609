"""What children said, stories, change that was seen and pilots, found by members."""

from realign.analyse.voices import queries
from realign.analyse.voices.models import Change, Listening, ListeningEvent, Pilot, Said, Story
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable

VIEW = "evidence.view"

SEARCHABLE.add(
    Searchable(
        "voices",
        "What children say",
        Listening,
        VIEW,
        title=lambda listening: listening.title,
        words=words_in("title", "about", "events.title", "events.group", "events.purpose", "lines.text"),
        rows=lambda reader: queries.listenings(reader.partnership),
        everything=lambda: Listening.objects.prefetch_related("events", "lines"),
        parts=(
            Part(ListeningEvent, lambda event: [event.listening_id]),
            Part(Said, lambda line: [line.listening_id]),
        ),
        order=35,
    ),
    Searchable(
        "stories",
        "Stories",
        Story,
        VIEW,
        title=lambda story: story.title,
        words=words_in("title", "text", "shows"),
        rows=lambda reader: queries.stories(reader.partnership),
        order=36,
    ),
    Searchable(
        "change-seen",
        "Change seen",
        Change,
        VIEW,
        title=lambda change: change.title,
        words=words_in("title", "method", "does_not_tell", "elsewhere"),
        rows=lambda reader: queries.changes(reader.partnership),
        order=37,
    ),
    Searchable(
        "pilots",
        "Pilots",
        Pilot,
        VIEW,
        title=lambda pilot: pilot.name,
        words=words_in("name", "about", "learned"),
        rows=lambda reader: queries.pilots(reader.partnership),
        order=38,
    ),
)
