"""The Word file that pandoc takes our styles, page and footer from."""

import io
import subprocess
import zipfile
from functools import lru_cache
from html import escape

import pypandoc

from realign.foundations.documents.word_styles import WORD, styles_xml
from realign.foundations.documents.words import Words

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
