"""From a declared picture to an SVG that a page may carry under a strict content security policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import altair

_LINK = re.compile(r'<a xlink:href="https://vega.github.io/vega-datasets/+([^"]*)"[^>]*><text')  # it adds the address
_PATH = re.compile(r' d="([^"]*)"')
_FINE = re.compile(r"-?\d*\.\d+")
_EMPTY = re.compile(r'<path class="(?:back|fore)ground"[^>]*/>|<g class="[^"]*"[^>]*></g>')
_WORDY = re.compile(r' (?:class|role|aria-[a-z]+)="[^"]*"| opacity="1"')
_ROOT = re.compile(r"<svg[^>]*>")


def svg(chart: altair.LayerChart) -> str:
    """Render a picture to SVG: the same picture gives the same bytes, nothing is fetched, nothing is styled in line.

    The title and the description come from the chart's ``usermeta`` and ``description``. The first call in a process
    starts the renderer (about half a second); pages keep the result for as long as their build.
    """
    import vl_convert

    declared = chart.to_dict(validate=False)  # the tests validate; here it would take as long as the rendering
    drawn = vl_convert.vegalite_to_svg(declared, allowed_base_urls=[])
    drawn = _EMPTY.sub("", drawn)
    drawn = _LINK.sub(r'<a href="/\1"><text text-decoration="underline"', drawn)
    drawn = _PATH.sub(lambda found: f' d="{_FINE.sub(_tenth, found[1])}"', _WORDY.sub("", drawn))
    role = "group" if "<a " in drawn else "img"
    title = escape(declared.get("usermeta", {}).get("title", ""))
    said = f"<title>{title}</title><desc>{escape(declared.get('description', ''))}</desc>"
    return _ROOT.sub(lambda found: f'{found[0][:-1]} role="{role}">{said}', drawn, count=1)


def _tenth(found: re.Match[str]) -> str:
    """Round to a tenth of a pixel: finer is not seen, and half the bytes."""
    return f"{float(found[0]):.1f}".replace("-0.0", "0").removesuffix(".0")
