"""A pack's own facts (`packs/<pack>/facts/*.csv`)."""

from __future__ import annotations

from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.labels import iso
from heartwood.evidence.sources.reading import figures, lay_out
from heartwood.evidence.sources.shapes import Text, Tidied

# A doubted figure keeps its published value beside its status.
_CELLS = """
SELECT line, clean(indicator) AS series, clean(area) AS area, clean(label) AS label, clean(period) AS how,
    clean(value) AS value, clean(low) AS low, clean(high) AS high, clean(count) AS count,
    clean(denominator) AS denominator, nullif(clean(status), 'shown') AS code, clean(why) AS note,
    clean(origin) AS origin
FROM text
"""


def tidy(text: Text) -> Tidied:
    """Read one file of facts: one row is one figure, holes included."""
    lay_out(text, _CELLS)
    found = figures(text, lambda period, _: iso(period))
    return Tidied(dataset=f"facts_{text.stem}", title=text.kind.title, figures=found)
