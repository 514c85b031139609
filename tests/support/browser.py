"""A real browser for tests: pages at a width, with or without JavaScript, checked by axe and for a quiet console.

::

    @pytest.mark.browser
    def test_home_is_clear(live_server, page_at):
        page = page_at(360)
        page.goto(live_server.url + "/tayside/")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
"""

import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary, WeakSet

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# of these, what another width may break
LAYOUT_RULES = ["target-size", "scrollable-region-focusable", "color-contrast"]
SCREENSHOTS = os.environ.get("REALIGN_SCREENSHOTS")

PageAt = Callable[..., Page]

# What each page's console said. A refused script or style is said there too.
_said: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()
_with_javascript: WeakSet[Page] = WeakSet()
# Documents that broke no rule, by fingerprint.
_clean: set[str] = set()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once. Skips with the reason where there is none."""
    if not CHROMIUM.exists():
        reason = f"No browser at {CHROMIUM}. Install the Debian package chromium."
        if os.environ.get("REALIGN_NO_SKIPS"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright keeps an event loop in this thread, which Django would otherwise take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=30_000)  # as patient as every other step on a busy machine
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGS))
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[PageAt]:
    """A function that opens a fresh page: `page_at(1280)`, `page_at(360, javascript=False)`."""
    opened: list[BrowserContext] = []

    def open_page(
        width: int = 1280, height: int = 900, *, javascript: bool = True, **options: object
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        said = _said[page] = []
        if javascript:
            _with_javascript.add(page)
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        return page

    yield open_page
    for context in opened:
        context.close()


def sign_in(page: Page, base: str, user: object) -> None:
    """Let this page act as `user`, without going through the sign-in form."""
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": urlsplit(base).hostname,
                "path": "/",
            }
        ]
    )


def assert_axe_clean(page: Page, *, at_every_width: bool = False) -> None:
    """No rule of WCAG 2.2 A and AA, nor of axe's good practice, is broken; says which, where and how to mend it.

    A document is judged once by all rules; shown again at another width, by those that look at its layout. The pages that
    hold every layout and component are judged whole ``at_every_width``, because some of their parts show at one only.
    """
    document = _document(page)
    rules = LAYOUT_RULES if document in _clean and not at_every_width else RULES
    violations = (
        _violations(page, rules) if page in _with_javascript else _violations_as_it_stands(page, rules)
    )
    told = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    ]
    assert not told, f"{page.url} breaks {len(violations)} rules:\n" + "\n".join(told)
    _clean.add(document)


def _document(page: Page) -> str:
    """A fingerprint of the page without what differs each time it is fetched."""
    told_apart = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page.content())
    return sha256(f"{urlsplit(page.url).path}\n{told_apart}".encode()).hexdigest()


def _violations(page: Page, rules: list[str]) -> list[dict]:
    return Axe().run(page, options={"runOnly": rules}).response["violations"]


def _violations_as_it_stands(page: Page, rules: list[str]) -> list[dict]:
    """Axe needs JavaScript: show it the same document in a page where axe's script is the only one that runs."""
    html = re.sub(r"</?noscript[^>]*>", "", page.content())
    context = page.context.browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state(), locale="en-GB"
    )
    try:
        copy = context.new_page()
        copy.route("**/*.js", lambda route: route.abort())
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        copy.goto(page.url)
        return _violations(copy, rules)
    finally:
        context.close()


def assert_console_clean(page: Page) -> None:
    """The browser had nothing to say: no error, no warning, nothing refused by the content security policy."""
    assert _said[page] == [], f"{page.url} made the browser say:\n" + "\n".join(_said[page])


def assert_fits(page: Page) -> None:
    """Nothing sticks out to the side of the window."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} pixels wide, more than the window."


def keep_screenshot(page: Page, name: str) -> None:
    """Save a picture of the whole page in the folder REALIGN_SCREENSHOTS, if that is set."""
    if SCREENSHOTS:
        folder = Path(SCREENSHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
