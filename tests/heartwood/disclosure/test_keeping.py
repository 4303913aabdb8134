"""What was opened comes back from plain data as it was, through the same JSON that a database keeps."""

import json

from hypothesis import given
from hypothesis import strategies as st

from heartwood.disclosure.keeping import kept_from, opened_from, plain_kept, plain_opened
from heartwood.disclosure.opening import Answers, Domain, Opening, open_by_name, open_seat
from heartwood.estimates import Shown

COUNTS = st.lists(st.integers(0, 9), min_size=5, max_size=5).map(tuple)
SEATS = st.lists(COUNTS, min_size=1, max_size=4)


def seat(counts, passed):
    domains = tuple(Domain(f"domain {at}", (f"one {at}", f"two {at}"), (one, one)) for at, one in enumerate(counts))
    return Answers(max(map(sum, counts)) + passed, domains)


def through_json(plain):
    return json.loads(json.dumps(plain))


@given(SEATS, SEATS, st.integers(0, 3))
def test_opening_comes_back_as_it_was_and_opens_the_next_one_alike(then, now, passed):
    first = open_seat(seat(then, passed), closed=True)
    opened, kept = (
        opened_from(through_json(plain_opened(first.opened))),
        kept_from(through_json(plain_kept(first.kept))),
    )
    assert Opening(opened, kept) == first
    again = [open_seat(seat(now, passed), closed=True, before=before) for before in (first, Opening(opened, kept))]
    assert again[0] == again[1]


@given(SEATS)
def test_seat_by_name_comes_back_as_it_was(counts):
    opened = open_by_name(seat(counts, 0))
    assert opened_from(through_json(plain_opened(opened))) == opened


def test_seat_by_name_is_exact_and_silent_only_where_nobody_answered():
    opened = open_by_name(Answers(3, (Domain("a", ("calm", "choice"), ((0, 0, 0, 1, 2), (0, 0, 0, 0, 0))),)))
    assert [(table.bars, table.shown) for table in opened.tables] == [
        ((0, 0, 0, 1, 2), Shown.SHOWN),
        ((), Shown.TOO_FEW),
    ]
    assert opened.people_at_least == 3
    assert open_by_name(Answers(0, ())).why == "Nobody in this seat answered."
