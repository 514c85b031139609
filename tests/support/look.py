"""`make look`: every page of a demonstration that is being served, judged by axe and measured at 360 pixels.

One page for each kind of address, found by following links as the person who may do most, as the administrator and as a
visitor. The tests look at chosen pages in a browser; this looks at all of them, and takes some minutes.
"""

import os
import re
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import click
import django
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import ARGS, CHROMIUM, LAYOUT_RULES, RULES

LINK = re.compile(r"""<a\b[^>]*?\shref=["']([^"'#]+)""")
READERS = ("Coordinator", "Partnership administrator", "")


@dataclass
class Look:
    """What was looked at, and what is wrong with it."""

    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Keep what is wrong, and say it at once: the whole takes minutes."""
        self.wrong.append(words)
        click.echo(words)


def kind_of(path: str) -> str:
    """The name of the view that answers an address; nothing where none does."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def look_as(browser: Browser, base: str, role: str, look: Look, folder: Path | None) -> None:
    """Follow links as somebody of the demonstration, or as a visitor, and judge each kind of page that is new."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    page = context.new_page()
    said: list[str] = []
    # what the browser only advises is "verbose"
    page.on(
        "console",
        lambda message: message.type == "verbose" or said.append(f"{message.type}: {message.text}"),
    )
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    if role:
        page.goto(f"{base}/accounts/login/")
        page.get_by_role("button", name=role, exact=True).click()
    waiting = deque([urlsplit(page.url).path] if role else ["/"])
    offered = set(waiting)
    while waiting:
        path = waiting.popleft()
        name = kind_of(path.partition("?")[0])
        if name in look.seen:
            continue
        said.clear()
        answer = page.request.get(f"{base}{path}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if answer.status != 200:
            look.add(f"{path} as {role or 'visitor'}: answers {answer.status}")
            continue
        page.goto(f"{base}{path}")
        look.seen.add(name)
        judge(page, f"{path} ({name})", look, folder)
        for text in said:
            look.add(f"{path} ({name}): the browser said {text}")
        for link in LINK.findall(page.content()):
            target = urlsplit(urljoin(page.url, link.replace("&amp;", "&")))
            if target.netloc != urlsplit(base).netloc or target.path in offered:
                continue
            offered.add(target.path)
            kind = kind_of(target.path)
            if kind and kind not in look.seen and not kind.startswith(("account_logout", "admin")):
                waiting.append(target.path)
    context.close()


def judge(page: Page, title: str, look: Look, folder: Path | None) -> None:
    """All rules at the width of a desk; on a phone those of the layout, and whether anything sticks out."""
    for width, rules in ((1280, RULES), (360, LAYOUT_RULES)):
        page.set_viewport_size({"width": width, "height": 900})
        for rule in Axe().run(page, options={"runOnly": rules}).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in rule["nodes"][:2])
            look.add(f"{title} at {width}: {rule['id']}: {rule['help']}: {nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            look.add(f"{title} at {width}: {wide} pixels wide")
        if folder is not None:
            name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80]
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


@click.command()
@click.argument("base", default="http://127.0.0.1:8000")
@click.option("--screenshots", type=click.Path(path_type=Path), help="Folder for a picture of every page.")
def main(base: str, screenshots: Path | None) -> None:
    """Look at every kind of page of the demonstration that is served at BASE."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realign.config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    if screenshots is not None:
        screenshots.mkdir(parents=True, exist_ok=True)
    look = Look()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGS))
        for role in READERS:
            look_as(browser, base, role, look, screenshots)
        browser.close()
    click.echo(f"{len(look.seen)} kinds of page, {len(look.wrong)} things wrong.")
    sys.exit(bool(look.wrong))


if __name__ == "__main__":
    main()
