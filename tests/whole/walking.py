"""Open every address that somebody may open, follow its links, and read everything that comes back as words.

Pages, charts inside pages, CSV, Excel, JSON, Word, PDF and archives are all read. A new address is walked without
anybody remembering, because the walk begins at the list of all addresses and follows what it finds.
"""

import csv
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdf
from django.test import Client
from django.urls import Resolver404, resolve
from openpyxl import load_workbook

from tests.whole.addresses import addresses, opened_with

# pages of one kind that the walk opens; the rooms where figures live are walked whole
MOST_OF_A_KIND, MOST_WHERE_FIGURES_LIVE = 2, 20
WHOLE = ("evidence:", "surveys:", "reports:", "api:", "indicators:open", "trends:public")
LINK = re.compile(r"""(?:href|src|action)=["']([^"'#][^"']*)["']""")

# the hash of a file holds any few digits sooner or later
FINGERPRINT = re.compile(r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,64}\b")
# and so does the secret that a form is sent with, drawn anew for every page
SECRET = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')


@dataclass
class Walk:
    """What one person could read: each address with its words."""

    read: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[str]] = field(default_factory=dict)
    """The cells of each table to download: what a spreadsheet would run begins with ``LIVE``."""
    kinds: Counter[str] = field(default_factory=Counter)

    def leaks(self, needles: Iterable[str]) -> dict[str, list[str]]:
        """Where any of these stands, by address."""
        wanted = sorted(needles)
        found = {}
        for where, told in self.read.items():
            words = SECRET.sub("", FINGERPRINT.sub("", told))
            bare = re.sub(r"(?<=\d)[,\s](?=\d)", "", words)
            # a quick look first: what is nowhere without its separators is nowhere with them
            these = [one for one in wanted if (one in words or one in bare) and stands_in(one, words)]
            if these:
                found[where] = these
        return found


def stands_in(needle: str, words: str) -> bool:
    """Whether a number stands there on its own, with or without thousands separators, or a text anywhere."""
    if not needle.replace(".", "").isdigit():
        return needle in words
    whole, _, rest = needle.partition(".")
    ending = rf"\.{rest}" if rest else r"(?!\d)"
    # between the commas of a CSV file a number is plain; with separators of its own it stands in quotation marks
    plain = rf"(?<![\d.]){whole}{ending}"
    first = len(whole) % 3 or 3
    separated = r"[,\s]".join([whole[:first], *re.findall("...", whole[first:])])
    return re.search(rf"{plain}|(?<![\d.,]){separated}{ending}(?!,\d{{3}})", words) is not None


def walk(client: Client, slug: str, samples: dict, *, rules: Iterable[str], also: Iterable[str] = ()) -> Walk:
    """Everything reachable under the rules given: first every address, then whatever their pages link to."""
    allowed = set(rules)
    return follow(client, slug, [*also, *_starts(slug, samples, allowed)], rules=allowed)


def follow(client: Client, slug: str, starts: Iterable[str], *, rules: Iterable[str]) -> Walk:
    """These addresses, then whatever their pages link to, as far as the rules allow."""
    allowed, waiting = set(rules), deque(starts)
    seen: set[str] = set()
    found = Walk()
    while waiting:
        where = waiting.popleft()
        if where in seen or not _wanted(where, slug, allowed, found.kinds):
            continue
        seen.add(where)
        answer = client.get(where)
        if answer.status_code in {301, 302}:
            waiting.append(urljoin(where, answer.headers["Location"]))
        elif answer.status_code == 200:
            content = answer.getvalue()
            words, links = read(content, answer.headers.get("Content-Type", "").partition(";")[0])
            found.read[where] = words
            if cells := cells_of(content):
                found.cells[where] = cells
            waiting.extend(urldefrag(urljoin(where, link))[0] for link in links)
    return found


def _starts(slug: str, samples: dict, allowed: set[str]) -> Iterator[str]:
    for address in addresses():
        # what no partnership has a part in is reached by links, if it needs a sample
        if address.rule in allowed and ("partnership" in address.parts or not address.parts):
            yield opened_with(address, slug, samples)


def _wanted(where: str, slug: str, allowed: set[str], kinds: Counter[str]) -> bool:
    """Our own addresses, a few of each kind with each question; nearly all of the rooms where figures live."""
    parts = urlsplit(where)
    if parts.netloc or parts.scheme or not parts.path.startswith("/"):
        return False
    try:
        met = resolve(parts.path)
    except Resolver404:
        return False
    if getattr(met.func, "access_rule", None) not in allowed or met.kwargs.get("partnership", slug) != slug:
        return False
    questions = sorted({pair.partition("=")[0] for pair in parts.query.split("&")} - {""})
    kind = f"{met.view_name}?{'&'.join(questions)}"
    kinds[kind] += 1
    # a table in another order holds the same figures
    lives = met.view_name.startswith(WHOLE) and "sort" not in questions
    most = MOST_WHERE_FIGURES_LIVE if lives else MOST_OF_A_KIND
    return kinds[kind] <= most


def read(content: bytes, kind: str) -> tuple[str, list[str]]:
    """The words of an answer, whatever kind of file it is, and the links in it."""
    words = words_of(content, kind)
    return words, [unescape(link) for link in LINK.findall(words)] if kind == "text/html" else []


LIVE = "live: "
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def cells_of(content: bytes) -> list[str]:
    """The cells of a CSV file, of an Excel workbook, or of every table in an archive; nothing where it is no table."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            tables = [archive.read(name) for name in names if name.endswith(".csv")]
        if "xl/workbook.xml" not in names:
            return [cell for table in tables for cell in _csv_cells(table)]
        book = load_workbook(io.BytesIO(content))
        return [
            f"{LIVE if cell.data_type == 'f' else ''}{cell.value}"
            for sheet in book
            for row in sheet
            for cell in row
            if cell.value is not None
        ]
    return _csv_cells(content) if content.startswith("\ufeff".encode()) else []


def _csv_cells(content: bytes) -> list[str]:
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    return [
        f"{LIVE}{cell}" if cell.lstrip(" ")[:1] in set("=+-@\t\r\n") and not NUMBER.fullmatch(cell) else cell
        for cell in cells
        if cell
    ]


def words_of(content: bytes, kind: str = "") -> str:
    """The text of a file; markup stays, so that nothing in an attribute or a drawing is missed."""
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        told = [str(value) for value in (reader.metadata or {}).values()]
        return "\n".join([*told, *(page.extract_text() for page in reader.pages)])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            # words of a Word file are cut into runs, so they are also read with the markup taken out
            parts = [words_of(archive.read(name)) for name in archive.namelist()]
        return "\n".join([*parts, *(re.sub(r"<[^>]+>", "", part) for part in parts)])
    return unescape(content.decode("utf-8", errors="replace"))
