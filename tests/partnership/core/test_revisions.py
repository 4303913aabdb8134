"""Two people, one row: the second to save is told what changed."""

import pytest

from partnership.core import revisions
from partnership.core.revisions import Changed
from tests.people import a_partner

pytestmark = pytest.mark.django_db


def test_saving_counts_the_change():
    partner = a_partner(about="Before")

    kept = revisions.keep(partner, {"about": "After"}, seen=0)

    assert (kept.about, kept.revision) == ("After", 1)


def test_second_to_save_is_told_what_changed_and_overwrites_nothing():
    partner = a_partner(about="Before")
    revisions.keep(partner, {"about": "The first tab"}, seen=0)

    with pytest.raises(Changed, match=r"Somebody changed this while you were writing \(about\)") as refusal:
        revisions.keep(partner, {"about": "The second tab", "name": partner.name}, seen=0)

    partner.refresh_from_db()
    assert (partner.about, partner.revision) == ("The first tab", 1)
    assert (refusal.value.now.about, refusal.value.fields, refusal.value.status) == ("The first tab", ("about",), 409)


def test_second_to_save_the_same_words_is_told_of_another_change():
    partner = a_partner(about="Before")
    revisions.keep(partner, {"name": "Renamed"}, seen=0)

    with pytest.raises(Changed, match="something else about it"):
        revisions.keep(partner, {"about": "Before"}, seen=0)
