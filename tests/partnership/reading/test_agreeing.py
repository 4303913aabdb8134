"""A safeguarding lead agrees before a child is asked."""

import pytest
from django.utils import timezone

from partnership.core.events import urn
from partnership.core.models import Event
from partnership.core.refusals import Refusal, why_not
from partnership.partners.models import Kind
from partnership.reading.actions.agreeing import agree_to_version
from partnership.reading.models import Concerned, Text, Version
from partnership.reading.rules.agreeing import check_can_agree_to_version
from tests.people import a_partner, a_role
from tests.stories import a_reader, a_safeguarding_lead, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    story = a_story(under_18="yes")
    text = Text.objects.get(about=urn(story))
    return Version.objects.create(text=text, use="public", made_at=timezone.now(), made_by=a_reader())


def test_safeguarding_lead_agrees_once(version):
    lead = a_safeguarding_lead()
    agree_to_version(version, by=lead)
    version.refresh_from_db()
    assert version.agreed_by == lead
    assert Event.objects.get(verb="version.agreed").thing == urn(version)
    assert "nothing to agree" in why_not(check_can_agree_to_version, lead, version)


def test_reader_cannot_agree(version):
    assert (
        why_not(check_can_agree_to_version, version.made_by, version) == "Only a safeguarding lead can agree to this."
    )


def test_whoever_made_it_ready_cannot_agree(version):
    a_role(version.made_by, Kind.SAFEGUARDING_LEAD)
    assert "second person" in why_not(check_can_agree_to_version, version.made_by, version)


def test_whoever_is_close_cannot_agree(version):
    lead, partner = a_safeguarding_lead(), a_partner()
    a_role(lead, Kind.PARTNER_LEAD, partner=partner)
    Concerned.objects.create(text=version.text, partner=partner)
    with pytest.raises(Refusal, match="close to an organisation"):
        agree_to_version(version, by=lead)


def test_words_for_a_service_need_no_lead(version):
    version.use = "service"
    assert "nothing to agree" in why_not(check_can_agree_to_version, a_safeguarding_lead(), version)
