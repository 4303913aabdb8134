"""A notice is one sentence for one person, in their language."""

import pytest

from partnership.core import notices
from partnership.core.models import Notice
from tests.people import a_partner, a_person

pytestmark = pytest.mark.django_db


def test_notice_says_its_sentence_with_its_words():
    person, partner = a_person(), a_partner("Invented Homes")

    told = notices.tell(person, "partner", "%(partner)s waits.", href="/x/", thing=partner, partner=partner.name)

    assert str(told) == "Invented Homes waits."
    assert list(Notice.objects.visible_to(person).unread()) == [told]
    assert list(Notice.objects.visible_to(a_person())) == []
