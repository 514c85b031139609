"""A document as a Word file with real styles, headings, footnotes and table header rows, and the file they come from."""

import io
import json
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import pypandoc

from realign.foundations.documents.check import read
from realign.foundations.documents.pandoc import convert, source
from realign.foundations.documents.types import Document
from realign.foundations.documents.words import Words, date_in, words_in


def word_file(document: Document) -> bytes:
    """The Word file; pictures are carried inside it as PNG, with their alt text."""
    words = words_in(document.language)
    html = source(document, read(document), {name: f"{name}.png" for name in document.pictures})
    with tempfile.TemporaryDirectory(prefix="realign-word-") as folder:
        reference = Path(folder, "reference.docx")
        reference.write_bytes(reference_file(words, document.front_page))
        for name, picture in document.pictures.items():
            Path(folder, f"{name}.png").write_bytes(picture.png)
        metadata = Path(folder, "metadata.json")
        # pandoc reads it as YAML, which knows no pairs of escapes for one letter: an emoji stands as it is
        fields = _metadata(document) | {"pictures-folder": _literal(folder)}
        metadata.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
        return convert(
            html,
            "docx",
            filters=("notes.lua", "word.lua"),
            options=(f"--reference-doc={reference}", f"--metadata-file={metadata}"),
        )


def _metadata(document: Document) -> dict[str, str]:
    lines = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "date": date_in(document.language, document.date),
        "contents-title": words_in(document.language).contents,
    }
    # Pandoc reads metadata as Markdown: what people typed has to arrive as typed.
    front = {"front-page": "yes"} if document.front_page else {}
    return {"lang": document.language} | front | {key: _literal(line) for key, line in lines.items() if line}


def _literal(line: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~^$@'\":" else sign for sign in line)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


@lru_cache(maxsize=8)
def reference_file(words: Words, front_page: bool) -> bytes:
    """Pandoc's own skeleton with our styles, A4 page, margins and page-number footer in it."""
    skeleton = subprocess.run(  # noqa: S603 -- a fixed program with fixed arguments
        [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"],
        capture_output=True,
        check=True,
        timeout=30,
    ).stdout
    ours = {
        "word/styles.xml": lambda _: styles_xml(front_page),
        "word/document.xml": lambda _: _document_xml(),
        "word/_rels/document.xml.rels": _with_footer_relation,
        "[Content_Types].xml": _with_footer_type,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(skeleton)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(name, ours[name](part) if name in ours else part)
        new.writestr("word/footer1.xml", _footer_xml(words))
    return out.getvalue()


def _document_xml() -> str:
    """One empty A4 page (21 by 29.7 cm, margins 2.2 and 2.4 cm, in twentieths of a point)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}">'
        "<w:body><w:p/>"
        '<w:sectPr><w:footerReference w:type="default" r:id="rId90"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1247" w:bottom="1361" w:left="1247"'
        ' w:header="680" w:footer="680" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _footer_xml(words: Words) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def plain(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle'
        f' w:val="Footer"/>'
        f'<w:jc w:val="right"/></w:pPr>{plain(words.page + " ")}{field("PAGE")}{plain(f" {words.of} ")}'
        f"{field('NUMPAGES')}</w:p></w:ftr>"
    )


def _with_footer_relation(part: str) -> str:
    relation = f'<Relationship Type="{RELATIONS}/footer" Id="rId90" Target="footer1.xml"/>'
    return part.replace("</Relationships>", relation + "</Relationships>")


def _with_footer_type(part: str) -> str:
    override = f'<Override PartName="/word/footer1.xml" ContentType="{FOOTER_TYPE}"/>'
    return part.replace("</Types>", override + "</Types>")


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT, BLUE, GREY = "333333", "0065BD", "727272"


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph style: size and spacing in points, and which style it grows out of."""

    name: str
    based_on: str = "Normal"
    size: float | None = None
    before: float = 0
    after: float = 6
    bold: bool = False
    italic: bool = False
    colour: str = ""
    level: int | None = None
    keep_with_next: bool = False
    indent: float = 0
    border: str = ""

    @property
    def key(self) -> str:
        """The name as Word refers to it inside the file."""
        words = self.name.replace("toc ", "TOC").split()
        return "".join(word[0].upper() + word[1:] for word in words)


PARAGRAPHS = (
    ParagraphStyle("Body Text", after=8),
    ParagraphStyle("First Paragraph", "BodyText", after=8),
    ParagraphStyle("After Table", "BodyText", before=12, after=8),
    ParagraphStyle("Compact", "BodyText", after=2),
    ParagraphStyle("Subtitle", size=15, after=18),
    ParagraphStyle("Author", size=12, after=2),
    ParagraphStyle("Date", size=12, after=2),
    ParagraphStyle("heading 1", size=19, before=22, after=8, bold=True, level=0, keep_with_next=True),
    ParagraphStyle("heading 2", size=15, before=18, after=6, bold=True, level=1, keep_with_next=True),
    ParagraphStyle("heading 3", size=12.5, before=14, after=4, bold=True, level=2, keep_with_next=True),
    ParagraphStyle("heading 4", size=11, before=12, after=4, bold=True, level=3, keep_with_next=True),
    ParagraphStyle("heading 5", size=11, before=10, after=4, italic=True, level=4, keep_with_next=True),
    ParagraphStyle("Block Text", "BodyText", after=8, indent=14, border="left"),
    ParagraphStyle("Footnote Text", size=9, after=2),
    ParagraphStyle("Definition Term", bold=True, after=0, keep_with_next=True),
    ParagraphStyle("Definition", indent=14),
    ParagraphStyle("Caption", bold=True, before=10, after=4),
    ParagraphStyle("Table Caption", "Caption", bold=True, before=12, after=4, keep_with_next=True),
    ParagraphStyle("Image Caption", "Caption", bold=True, before=2, after=12),
    ParagraphStyle("Figure", before=10, after=2),
    ParagraphStyle("Captioned Figure", "Figure", before=10, after=2, keep_with_next=True),
    ParagraphStyle("TOC Heading", size=19, before=0, after=10, bold=True, keep_with_next=True),
    ParagraphStyle("toc 1", before=4, after=2, bold=True),
    ParagraphStyle("toc 2", after=2, indent=14),
    ParagraphStyle("Field Mark", size=1, after=0),
    ParagraphStyle("footer", size=9, after=0),
)


def styles_xml(front_page: bool) -> str:
    """The whole part: defaults, paragraph, character and table styles."""
    down = 160 if front_page else 0  # how far down the page the title starts, in points
    title = ParagraphStyle(
        "Title", size=30 if front_page else 24, before=down, after=8, bold=True, border="top"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="{WORD}">'
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial"'
        f' w:cs="Arial"/><w:color w:val="{TEXT}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault>"
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        + "".join(_paragraph(style) for style in (title, *PARAGRAPHS))
        + _CHARACTERS
        + _TABLE
        + "</w:styles>"
    )


def _paragraph(style: ParagraphStyle) -> str:
    borders = {
        "left": f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{BLUE}"/></w:pBdr>',
        "top": f'<w:pBdr><w:top w:val="single" w:sz="36" w:space="14" w:color="{BLUE}"/></w:pBdr>',
        "": "",
    }
    indent = f'<w:ind w:left="{_twentieths(style.indent)}"/>' if style.indent else ""
    outline = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    spacing = f'<w:spacing w:before="{_twentieths(style.before)}" w:after="{_twentieths(style.after)}"/>'
    properties = (
        ("<w:keepNext/>" if style.keep_with_next else "") + borders[style.border] + spacing + indent + outline
    )
    size = (
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
        if style.size
        else ""
    )
    run = (
        ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + size
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _twentieths(points: float) -> int:
    """Word measures spacing in twentieths of a point."""
    return round(points * 20)


_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="BodyTextChar"><w:name w:val="Body Text Char"/></w:style>'
    '<w:style w:type="character" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/>'
    '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="Footnote Reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{BLUE}"/><w:u w:val="single"/></w:rPr></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
    '<w:pPr><w:spacing w:after="0"/></w:pPr><w:tblPr><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:color="{GREY}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:color="{GREY}"/>'
    '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="12" w:color="{TEXT}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
