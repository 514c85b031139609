"""A figure in a document’s text: it cannot be written without the note that says where it is from."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

INVENTED = "Invented data"


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in the text, with the note that says where it is from. In a template it writes itself
    with its footnote, so that none can be shown without.
    """

    words: str
    note: str
    invented: bool = False

    def __post_init__(self) -> None:
        if not self.note.strip():
            raise ValueError(f"The figure “{self.words}” needs a note that says where it is from.")

    def __html__(self) -> SafeString:
        mark = f" ({INVENTED.lower()})" if self.invented else ""
        return format_html('{}{}<span role="doc-footnote">{}</span>', self.words, mark, self.whole_note)

    @property
    def whole_note(self) -> str:
        """The note with the mark of invented data."""
        return f"{self.note} {INVENTED}." if self.invented else self.note

    def __str__(self) -> str:
        return self.__html__()
