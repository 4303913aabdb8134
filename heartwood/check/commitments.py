"""Whether the charter, the readiness check and the notices hold together, from one version to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from heartwood.check.faults import Fault, any_of, repeated, unknown
from heartwood.pack import Charter, Clause, Pack, Readiness


def charter_faults(pack: Pack) -> Iterator[Fault]:
    """Say where a version of the charter contradicts itself, the vocabulary or the version before it."""
    charters = list(pack.charters.values())
    for charter in charters:
        file = _charter_file(charter)
        yield from repeated(file, "clauses", [one.key for one in charter.clauses])
        for place, clause in enumerate(charter.clauses):
            steps = ("clauses", place, "principles")
            yield from unknown(file, steps, "a principle", clause.principles, pack.principles)
    for old, new in pairwise(charters):
        yield from _day_faults(_charter_file(new), old, new)
        yield from _identity_faults(old, new)
    yield from _return_faults(charters)


def _charter_file(charter: Charter) -> str:
    return f"charter/{charter.version}.yaml"


def _day_faults(file: str, old: Charter | Readiness, new: Charter | Readiness) -> Iterator[Fault]:
    if new.published < old.published:
        found = f"version {new.version} was published before version {old.version} ({old.published:%Y-%m-%d})"
        yield Fault(file, ("published",), found, "that day or a later one")


def _identity_faults(old: Charter, new: Charter) -> Iterator[Fault]:
    # Whoever signed or pledged under a clause is tied to its key: the same promise under another key loses them.
    known = {_said(clause): clause.key for clause in old.clauses}
    for place, clause in enumerate(new.clauses):
        key = known.get(_said(clause))
        if key and key != clause.key and new.clause(key) is None:
            found = f'"{clause.key}" says word for word what "{key}" said in version {old.version}'
            yield Fault(_charter_file(new), ("clauses", place, "key"), found, f'the key "{key}"')


def _said(clause: Clause) -> tuple[str, str]:
    return str(clause.title), str(clause.text)


def _return_faults(charters: Sequence[Charter]) -> Iterator[Fault]:
    left: set[str] = set()
    for old, new in pairwise(charters):
        left |= {clause.key for clause in old.clauses} - {clause.key for clause in new.clauses}
        for place, clause in enumerate(new.clauses):
            if clause.key in left:
                found = f'"{clause.key}" was a clause of an older version and left the charter since'
                yield Fault(_charter_file(new), ("clauses", place, "key"), found, "a key that no clause ever had")


def readiness_faults(pack: Pack) -> Iterator[Fault]:
    """Say where a version of the readiness check contradicts itself, the charter or the version before it."""
    clauses = {clause.key: clause for charter in pack.charters.values() for clause in charter.clauses}
    checks = list(pack.readiness_checks.values())
    for check in checks:
        file = f"readiness/{check.version}.yaml"
        yield from repeated(file, "questions", [one.key for one in check.questions])
        for place, question in enumerate(check.questions):
            if question.clause is not None and question.clause not in clauses:
                found = f'"{question.clause}" is not a clause of any version of the charter'
                accepted = any_of(clauses) if clauses else 'no line "clause"'
                yield Fault(file, ("questions", place, "clause"), found, accepted)
    for old, new in pairwise(checks):
        yield from _day_faults(f"readiness/{new.version}.yaml", old, new)


def notice_faults(pack: Pack) -> Iterator[Fault]:
    """Say which notice would end before it begins."""
    for notice in pack.notice_board.values():
        if notice.until is not None and notice.until <= notice.since:
            found = f"the notice ends on {notice.until} and begins on {notice.since}"
            yield Fault(f"notices/{notice.key}.yaml", ("until",), found, "a later day than the first, or none")


COMMITMENTS = (charter_faults, readiness_faults, notice_faults)
