"""What is wrong with a page for somebody who looks at it, hears it read out, or makes it four times as large."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.conftest import WIDE, Visit

FOUR_TIMES_AS_LARGE = {"width": 320, "height": 640}  # 1280 px at 400 %, WCAG 1.4.10: nothing may scroll sideways
OPEN_EVERYTHING = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
FINDINGS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; ')}`)"""
TOO_WIDE = """() => {
    const page = document.documentElement
    if (page.scrollWidth <= page.clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > page.clientWidth + 1)
    return wide.slice(0, 5).map(one => `${page.clientWidth}: ${one.tagName.toLowerCase()}.${one.className}`)
}"""
# Menus and crumbs, which differ everywhere and alike, are seen wide on the pages whose own pieces differ too.
WHAT_SHOWS = "() => [...document.querySelectorAll('.hw-content *')].map(one => +one.checkVisibility()).join('')"


def axe_finds(page: Page, axe: str) -> list[str]:
    """Open everything on the page that somebody stands on, and give what axe says of it."""
    page.evaluate(OPEN_EVERYTHING)
    page.evaluate(axe)
    return page.evaluate(FINDINGS)


def faults(one: Visit, address: str, axe: str) -> list[str]:
    """Open an address and everything on it; give what does not fit, what axe says of it, and what went wrong unseen."""
    page = one.page
    page.set_viewport_size(WIDE)
    page.goto(address)
    page.evaluate(OPEN_EVERYTHING)
    found, shows = page.evaluate(TOO_WIDE), page.evaluate(WHAT_SHOWS)
    page.set_viewport_size(FOUR_TIMES_AS_LARGE)
    found += page.evaluate(TOO_WIDE) + axe_finds(page, axe)
    if page.evaluate(WHAT_SHOWS) != shows:  # axe is slow, and where the same pieces show it says the same again
        page.set_viewport_size(WIDE)
        found += page.evaluate(FINDINGS)
    found += one.complaints + one.elsewhere
    one.complaints.clear()
    one.elsewhere.clear()
    return found
