"""Gives Babel the sentences of a pack's tables: why a figure is missing, why one is doubted, what is shown instead."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

SENTENCES = ("why", "shown_instead")


def extract(
    table: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Give each sentence of a table with its line, in the form that Babel asks of an extractor."""
    rows = csv.DictReader(line.decode("utf-8-sig") for line in table)
    for row in rows:
        for name in SENTENCES:
            if row.get(name):
                yield rows.line_num, None, row[name], []
