"""What a partner of a spreadsheet is part of: one that is here, or another row of the file, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import process

from partnership.partners.models import Identifier, Merge, Partner, Verdict
from partnership.partners.models.columns import fold, fold_body
from partnership.partners.rules.cells import SHAPES
from partnership.partners.rules.rows import Found

_SAID_BY_HEADING = {"run by": "run-by", "managed by": "run-by", "member of": "member"}
MOST_GUESSES = 200  # different names: whoever has more of them chose the wrong column
GOOD = (Verdict.NEW, Verdict.ALIKE)


def settle(found: Sequence[Found], columns: Mapping[str, int], headings: Sequence[str]) -> list[Found]:
    """Say of every row what it is part of, once the whole file is known; give the rows that are to be mended for it."""
    if "parent" not in columns:
        return []
    return _Settling(found, columns, headings).settled()


@dataclass
class _Settling:
    found: Sequence[Found]
    columns: Mapping[str, int]
    headings: Sequence[str]
    here: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # folded name or number: partners
    names: dict[int, str] = field(default_factory=dict)
    file: dict[str, Found] = field(default_factory=dict)  # folded name or number: the first row that has it
    above: dict[int, Found] = field(default_factory=dict)  # number of a row: the row that it is part of
    parts: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))  # the other way round
    kept: dict[int, int] = field(default_factory=dict)  # of two that were merged, the one that gave way: the other
    likely: dict[str, str] = field(default_factory=dict)  # folded name or number: the name, to guess what was meant
    guesses: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what every partner here is called, and every row of the file."""
        merged = Merge.objects.standing().filter(partner__isnull=False)
        self.kept = dict(merged.values_list("partner_gone", "partner"))
        for pk, name, slug in Partner.objects.values_list("pk", "name", "slug"):
            self.names.setdefault(self._kept(pk), name)
            for word in {fold_body(name), fold_body(slug)}:
                self.here[word].add(self._kept(pk))
        for value, pk in Identifier.objects.values_list("value", "partner"):
            self.here[fold_body(value)].add(self._kept(pk))
        for row in self.found:
            for word in self._words(row):
                self.file.setdefault(word, row)
        rows = {fold_body(name): name for row in self.found if (name := self._cell(row, "name"))}
        self.likely = rows | {fold_body(name): name for name in self.names.values()}

    def _kept(self, pk: int) -> int:
        while pk in self.kept:
            pk = self.kept[pk]
        return pk

    def settled(self) -> list[Found]:
        """Find what each row is part of; then what cannot be, because of the row that it is part of."""
        good = [row for row in self.found if row.verdict in GOOD and row.values]  # what was left as it was has none
        for row in good:
            row.values |= {"parent": None, "parent_row": None}
            self._find(row)
        for row in self._in_loops():
            self._say(row, _("By way of the others in this file it is part of itself. One of them belongs to nobody."))
        self._let_parts_wait()
        return [row for row in good if row.verdict not in GOOD]

    def _find(self, row: Found) -> None:
        """Find the parent of the row, and say how it is part of it."""
        said, relation = self._cell(row, "parent"), row.values["parent_relation"]
        if said:
            by_heading = _SAID_BY_HEADING.get(fold(self.headings[self.columns["parent"]]), "part")
            row.values["parent_relation"] = relation or by_heading
            self._find_named(row, said)
        elif relation:
            self._say(row, _("How it is part of another stands here, and not of which. The name of that one would do."))

    def _find_named(self, row: Found, said: str) -> None:
        keys, other = self.here.get(fold_body(said), set()), self.file.get(fold_body(said))
        if len(keys) == 1:
            row.values["parent"] = next(iter(keys))
        elif keys:
            self._say(row, _("Several organisations here are called “%s”. Its number in a register would do.") % said)
        elif other is row:
            self._say(row, _("An organisation cannot be part of itself."))
        elif other is None:
            self._say(row, self._unknown(said))
        else:
            self._stands_in(row, other)

    def _stands_in(self, row: Found, other: Found) -> None:
        """The parent is another row: one that will be made, or one that turned out to be here."""
        keys = {key for word in self._words(other) for key in self.here.get(word, ())}
        if other.verdict == Verdict.HERE and len(keys) == 1:
            row.values["parent"] = next(iter(keys))
        else:
            row.values["parent_row"] = other.number
            self.above[row.number] = other
            self.parts[other.number].append(row)

    def _in_loops(self) -> Iterator[Found]:
        """Give the rows that are part of themselves by way of others; no row is walked over twice."""
        done: set[int] = set()
        for row in self.found:
            path: dict[int, Found] = {}
            at: Found | None = row
            while at is not None and at.number not in done and at.number not in path:
                path[at.number] = at
                at = self.above.get(at.number)
            if at is not None and at.number in path:
                yield from list(path.values())[list(path).index(at.number) :]
            done |= set(path)

    def _let_parts_wait(self) -> None:
        """Nothing can be part of a row that will not be made, nor of what is part of that."""
        waiting = [row for row in self.found if row.number in self.parts and row.verdict != Verdict.NEW]
        for other in waiting:  # grows
            for row in self.parts[other.number]:
                if row.verdict in GOOD:
                    self._say(row, self._why_it_waits(row, other))
                    waiting += [row] if row.number in self.parts else []

    def _why_it_waits(self, row: Found, other: Found) -> str:
        words = {"found": self._cell(row, "parent"), "row": other.number}
        if other.verdict == Verdict.ALIKE:
            return _("“%(found)s”, row %(row)s, is perhaps here already. The name that it has here would do.") % words
        return _("“%(found)s” is row %(row)s, which has to be mended first. Upload both again then.") % words

    def _unknown(self, said: str) -> str:
        folded = fold_body(said)
        if folded not in self.guesses and len(self.guesses) < MOST_GUESSES:
            near = process.extractOne(folded, list(self.likely), score_cutoff=60)
            self.guesses[folded] = self.likely[near[0]] if near else ""
        would = self.guesses.get(folded)
        if would:
            return _("“%(found)s” is neither here nor in this file. Is it “%(would)s”?") % {
                "found": said,
                "would": would,
            }
        return _("“%s” is neither here nor in this file. A name or a number in a register would do.") % said

    def _words(self, row: Found) -> Iterator[str]:
        """Give the folded words that stand for the row: its name and its numbers in registers."""
        for key in ("name", *SHAPES):
            word = fold_body(row.values.get("identifiers", {}).get(key) or self._cell(row, key))
            if word:
                yield word

    def _cell(self, row: Found, key: str) -> str:
        at = self.columns.get(key)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _say(self, row: Found, sentence: str) -> None:
        row.say(self.headings[self.columns["parent"]], self._cell(row, "parent"), sentence)
