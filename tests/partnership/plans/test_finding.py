"""An Action is found by those who see it, and the demonstration has some of every sort."""

import pytest

from partnership.core import search
from partnership.core.models import SearchAudience
from partnership.plans import actions
from partnership.plans.models import ShownTo


def audience(action):
    rows = SearchAudience.objects.filter(entry__urn=f"urn:heartwood:plans.action:{action.pk}")
    return set(rows.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("shown_to", "keys"),
    [(ShownTo.OWN, {"programme", "partner"}), (ShownTo.MEMBERS, {"members"}), (ShownTo.ANYONE, {"anyone"})],
)
def test_action_is_found_by_those_who_see_it(around, action, shown_to, keys):
    actions.change_action(action, {"shown_to": shown_to}, seen=0, by=around.lead)

    assert {key.split(":")[0] for key in audience(action)} == keys


def test_action_of_no_partner_is_found_by_the_programme(around):
    assert audience(actions.raise_action("A reading list", by=around.programme)) == {"programme"}


def test_action_is_one_of_the_kinds_that_can_be_found():
    assert "action" in search.KINDS
