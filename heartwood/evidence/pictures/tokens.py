"""The theme's colours, as the pictures use them. A test holds every mark that means something to 3:1 on PAPER and SAND."""

from __future__ import annotations

BARK = "#3b2a20"
INK = "#241f1b"
HEART = "#7a3b1e"
LEAF = "#2f6f5e"
CLAY = "#8a3b12"
STRAW = "#d9c9a3"
STRAW_EDGE = "#85733f"
STONE = "#6f685e"
PAPER = "#fffdf9"
SAND = "#f3f1ec"
WOOD = "#efe6d6"
GRAIN = "#dfd1b1"
FONT = "Arial, sans-serif"
TEXT = 16  # pixels, as drawn: the size of the page's text


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
