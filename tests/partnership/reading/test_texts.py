"""Words told in confidence: locked before they are written down, and read by nobody who is close to whom they concern."""

import pytest
from django.utils import timezone

from partnership.core import sealing
from partnership.core.models import sealed
from partnership.partners.models import Kind
from partnership.reading.models import Concerned, Conflict, Text
from tests.people import a_partner, somebody
from tests.stories import a_reader, a_text

pytestmark = pytest.mark.django_db
ABOUT = "urn:heartwood:listening.story:1"


def test_a_text_is_locked_in_its_row_and_opens_in_no_other():
    one, other = a_text("She said no.", about=ABOUT), a_text("He said yes.", about=ABOUT)
    assert sealed.read(one, "sealed") == "She said no."
    other.sealed = one.sealed
    with pytest.raises(sealing.KeyLost):
        sealed.read(other, "sealed")


def test_words_in_clear_are_refused_on_their_way_into_the_database():
    one = a_text("She said no.", about=ABOUT)
    one.sealed = "She said no."
    with pytest.raises(ValueError, match="locked words only"):
        one.save()


def test_a_reader_sees_no_text_about_an_organisation_they_are_close_to():
    partner, reader = a_partner(), a_reader()
    text = a_text("They kept us waiting.", about=ABOUT)
    Concerned.objects.create(text=text, partner=partner)
    assert list(Text.objects.visible_to(reader)) == [text]
    Conflict.objects.create(person=reader, partner=partner, declared_at=timezone.now())
    assert not Text.objects.visible_to(reader)


@pytest.mark.parametrize("kind", [Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER, Kind.ANALYST])
def test_nobody_but_readers_and_safeguarding_leads_sees_a_text(kind):
    a_text("They kept us waiting.", about=ABOUT)
    assert not Text.objects.visible_to(somebody(kind))
