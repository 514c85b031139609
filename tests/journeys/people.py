"""How people move through the site: in by the sign-in page, on by links and buttons with the words they see."""

from playwright.sync_api import Page, expect

from tests.support.browser import assert_axe_clean, assert_console_clean, assert_fits


def sign_in_as(page: Page, site: str, role: str) -> Page:
    """Become one of the demonstration’s people from the list on the sign-in page."""
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name=role, exact=True).click()
    page.wait_for_url("**/work/")
    return page


def looks_well(page: Page) -> None:
    """Axe finds nothing, the console is silent, nothing sticks out."""
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)


def choose(page: Page, label: str) -> None:
    """Press the words beside a radio button or a checkbox, as people do."""
    page.locator("label", has_text=label).first.click()


def says(page: Page, words: str) -> None:
    """The page holds these words, now or once it has finished loading."""
    expect(page.get_by_role("main")).to_contain_text(words)
