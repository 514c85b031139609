"""The layouts around real pages: signed in, refused, lost, and on paper."""

import pytest

from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_signed_in_page_shows_its_room_and_marks_where_one_is(live_server, page_at, tayside, width):
    page = page_at(width)
    sign_in(page, live_server.url, tayside.people["partnership-administrator"])
    page.goto(f"{live_server.url}/tayside/work/people/")
    keep_screenshot(page, f"people-{width}")
    assert page.locator(".rl_bar [aria-current]").inner_text() == "Administration"
    assert page.locator(".rl_side a[aria-current=page]").first.text_content() == "People and roles"
    assert_fits(page)
    assert_axe_clean(page, at_every_width=True)
    assert_console_clean(page)


def test_the_side_list_opens_on_a_phone_without_javascript(live_server, page_at, tayside):
    page = page_at(360, javascript=False)
    sign_in(page, live_server.url, tayside.people["partnership-administrator"])
    page.goto(f"{live_server.url}/tayside/work/people/")
    page.get_by_text("Administration pages").click()
    page.locator(".rl_side__fold").get_by_role("link", name="Organisations").click()
    assert page.url.endswith("/tayside/work/organisations/")


def test_a_refusal_says_why_and_who_can_help(live_server, page_at, tayside):
    page = page_at(1280)
    sign_in(page, live_server.url, tayside.people["reader"])
    page.goto(f"{live_server.url}/tayside/work/people/add/")
    keep_screenshot(page, "refused-1280")
    assert "can help" in page.locator("main").inner_text()
    assert_axe_clean(page)


def test_a_lost_visitor_is_told_what_to_do(live_server, page_at):
    page = page_at(360)
    page.goto(f"{live_server.url}/no-such-page/")
    keep_screenshot(page, "lost-360")
    assert "Page not found" in page.locator("h1").inner_text()
    assert_axe_clean(page)
    assert_fits(page)


def test_the_keyboard_reaches_the_content_in_one_step(live_server, page_at):
    page = page_at(1280)
    page.goto(f"{live_server.url}/design/gallery/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_nothing_is_lost_at_twice_the_size(live_server, page_at):
    # 1280 pixels at 200% zoom are 640 of the page's own pixels
    page = page_at(640, device_scale_factor=2)
    page.goto(f"{live_server.url}/design/gallery/")
    assert_fits(page)


def test_high_contrast_keeps_words_and_shapes(live_server, page_at):
    page = page_at(1280, forced_colors="active")
    page.goto(f"{live_server.url}/design/gallery/")
    keep_screenshot(page, "gallery-high-contrast")
    assert page.locator(".rl_status svg").first.is_visible()
    assert_console_clean(page)


def test_paper_shows_the_words_and_hides_what_can_only_be_clicked(live_server, page_at):
    page = page_at(1280)
    page.goto(f"{live_server.url}/design/gallery/")
    page.emulate_media(media="print")
    keep_screenshot(page, "gallery-print")
    assert not page.locator(".rl_list__choose").first.is_visible()
    assert page.get_by_role("heading", name="Gallery of components").is_visible()
    assert page.locator(".rl_figure__table table").first.is_visible(), (
        "a table folded away on the screen is printed"
    )


def test_errors_take_the_focus_and_lead_to_their_fields(live_server, page_at):
    page = page_at(1280)
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("form[action*=login], main form").first.evaluate("form => { form.noValidate = true }")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.locator("#error-summary a").first.click()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    keep_screenshot(page, "login-errors-1280")


def test_a_chosen_filter_is_applied_at_once_and_the_table_says_so(live_server, page_at):
    page = page_at(1280)
    page.goto(f"{live_server.url}/design/gallery/")
    page.get_by_label("Area", exact=True).select_option("Perth")
    page.wait_for_url("**area=Perth**")
    assert "4 services; area: Perth" in page.locator("#services .rl_list__count").inner_text()


def test_the_same_filter_works_without_javascript(live_server, page_at):
    page = page_at(360, javascript=False)
    page.goto(f"{live_server.url}/design/gallery/")
    page.get_by_label("Area", exact=True).select_option("Perth")
    page.get_by_role("button", name="Show").click()
    assert "4 services; area: Perth" in page.locator("#services .rl_list__count").inner_text()
