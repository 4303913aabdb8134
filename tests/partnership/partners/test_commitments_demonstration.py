"""The invented organisations stand in every state that a page can show, and say on their papers that they are made up."""

from collections import Counter

import pytest
from django.core.management import call_command

from partnership.partners.models import Commitment, Pledge, PledgeReport, ReadinessCheck
from partnership.partners.queries import receipts
from partnership.partners.queries.charter import difference_for

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_every_story():
    call_command("load_demonstration", verbosity=0)
    states = Counter(Commitment.objects.values_list("state", flat=True))
    assert states == {"signed": 4, "paused": 1, "superseded": 1, "withdrawn": 1, "awaiting": 1, "draft": 1}
    assert set(Pledge.objects.values_list("state", flat=True)) == {
        *("proposed", "agreed", "in-progress", "paused", "kept", "not-kept", "withdrawn"),
    }
    assert set(PledgeReport.objects.values_list("outcome", flat=True)) == {"kept", "partly-kept", "not-kept"}
    assert {check.finished_at is None for check in ReadinessCheck.objects.all()} == {True, False}
    assert ReadinessCheck.objects.filter(shared_at__isnull=False).count() == 2
    signed = Commitment.objects.ever_signed()
    assert any(difference_for(one) for one in signed.filter(state="signed"))
    for one in signed:
        assert receipts.verify_file(bytes(one.pdf)).known
        assert receipts.receipt(one.code).fictional
