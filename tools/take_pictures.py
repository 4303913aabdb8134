"""Write the pictures in docs/images, from the site as it is: the front page, a profile, an indicator, wide and narrow."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools import chromium, environment, serve, steps
from tools.steps import ROOT, StepError, say

IMAGES = ROOT / "docs" / "images"
WIDTHS = {360: 740, 1280: 900}
TALLEST = 2600
PAGES = {"home": "/", "profile": "/places/{place}/", "indicator": "/indicators/{indicator}/"}


def _addresses() -> dict[str, str]:
    from heartwood.pack import read  # noqa: PLC0415 - not there before the environment is

    pack = read(serve.pack_folder())
    place = pack.districts[0].slug
    indicator = pack.indicators.get("persistent_absence") or next(iter(pack.indicators.values()))
    return {name: page.format(place=place, indicator=indicator.slug) for name, page in PAGES.items()}


def _take(browser_path: Path, site: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not there before the environment is

    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=[*chromium.QUIET, *without_sandbox])
        for width, height in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            for name, address in _addresses().items():
                page.goto(site + address, wait_until="networkidle")
                tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
                picture = IMAGES / f"{name}-{width}.png"
                page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})
                say(f"  {picture.relative_to(ROOT)}")
        browser.close()


def main() -> None:
    """Serve the site on a port of its own and take the pictures."""
    browser_path = chromium.ready()
    if browser_path is None:
        raise StepError("There is no Chromium here, and none could be installed.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    env = serve.prepare()
    port = serve.free_port()
    server = serve.start(port, env)
    try:
        serve.wait_until_ready(server, port)
        _take(browser_path, f"http://127.0.0.1:{port}")
    finally:
        serve.stop(server)


if __name__ == "__main__":
    environment.ready(development=True)
    if Path(sys.prefix) != steps.VENV:
        os.execv(environment.PYTHON, [str(environment.PYTHON), "-m", "tools.take_pictures"])
    steps.main(main)
