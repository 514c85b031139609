"""The one way to turn a document into files."""

from collections.abc import Callable, Collection

from realign.foundations.documents.pandoc import PandocError
from realign.foundations.documents.pdf import pdf_file
from realign.foundations.documents.types import Document, DocumentError, Format
from realign.foundations.documents.web import standalone_page
from realign.foundations.documents.word import word_file
from realign.foundations.partnerships.types import Refusal

Say = Callable[[int, int, str], None]
NAMES = {Format.HTML: "web page", Format.DOCX: "Word file", Format.PDF: "PDF"}
BUILDERS = {Format.HTML: standalone_page, Format.DOCX: word_file, Format.PDF: pdf_file}


def build(document: Document, formats: Collection[Format]) -> dict[Format, bytes]:
    """The document in each format asked for.

    Every format comes from the same body, so they cannot say different things. Raises ``DocumentError``
    with all problems at once when the body cannot be read by everyone (headings, captions, header rows,
    links).
    """
    return {wanted: BUILDERS[wanted](document) for wanted in Format if wanted in formats}


def build_files(document: Document, formats: Collection[Format], say: Say) -> dict[Format, bytes]:
    """Each file in turn, saying which. Refuses what cannot be built, naming the document and its problems."""
    files: dict[Format, bytes] = {}
    wanted = [format for format in Format if format in formats]
    for done, format in enumerate(wanted, 1):
        say(done, len(wanted) + 1, f"Building the {NAMES[format]}")
        try:
            files |= build(document, {format})
        except (DocumentError, PandocError) as problem:
            reason = f"The {NAMES[format]} of “{document.title}” could not be built. {problem}"
            raise Refusal(reason, "Change the text that it names, or tell your administrator.") from problem
    return files
