"""Whether a place is ready to listen: it opens by itself, and closes by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.listening.models import Assurance
from partnership.listening.queries.ready import standing
from partnership.reading.models import Shift, Text
from tests.ready import in_order, open_to_tell
from tests.stories import a_reader, a_story

pytestmark = pytest.mark.django_db
QUERIES = 3  # what is in order, who reads English, and whether something is late


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_nobody_is_asked_anything_before_all_is_in_order(settings):
    settings.DEMONSTRATION = True
    a_reader()
    found = standing()
    assert not found.is_open
    assert found.languages == ()
    assert len(found.because) == 10
    assert "This is not in order yet: Safeguarding lead." in found.because


def test_place_is_open_when_all_is_in_order_and_somebody_reads(settings):
    open_to_tell(settings)
    assert standing().is_open
    assert standing().because == ()
    assert standing().languages == ("en",)


@pytest.mark.parametrize("missing", ["controllers", "reading-rota", "helpline-review"])
def test_one_thing_missing_closes_it(settings, missing):
    settings.DEMONSTRATION = True
    in_order(but=[missing])
    a_reader()
    (why,) = standing().because
    assert why.startswith("This is not in order yet: ")


def test_it_closes_itself_on_the_day_after_a_review_was_due(settings):
    open_to_tell(settings)
    Shift.objects.update(ends_on=in_days(400))
    Assurance.objects.filter(key="helpline-review").update(review_on=in_days(20))
    assert standing(in_days(20)).is_open
    found = standing(in_days(21))
    assert not found.is_open
    assert found.because == ("Somebody has to look at this again first: Helpline review.",)


def test_what_is_dated_tomorrow_is_not_in_order_today(settings):
    open_to_tell(settings)
    Assurance.objects.filter(key="controllers").update(dated_on=in_days(1))
    assert not standing().is_open


def test_it_closes_itself_when_the_rota_ends(settings):
    open_to_tell(settings)
    assert standing(in_days(29)).is_open
    assert standing(in_days(30)).because == ("Nobody is on duty to read today.",)


def test_it_closes_while_something_waits_longer_than_promised(settings):
    open_to_tell(settings)
    a_story()
    assert standing().is_open
    Text.objects.update(read_by_on=in_days(-1))
    assert standing().because[0].startswith("Words that came before still wait")
    Text.objects.update(state="being-read")
    assert not standing().is_open
    Text.objects.update(state="read")
    assert standing().is_open


def test_language_needs_words_that_people_checked(settings):
    open_to_tell(settings)
    settings.DEMONSTRATION = False
    assert standing().because == ("People have not checked our words about safety yet.",)


def test_language_needs_a_reader_who_reads_it(settings):
    open_to_tell(settings, languages=["pl"])
    Shift.objects.update(languages=["xx"])
    assert standing().because == ("Nobody is on duty today who reads the languages we ask in.",)


def test_asking_costs_as_many_questions_however_much_there_is(settings, django_assert_num_queries):
    open_to_tell(settings)
    with django_assert_num_queries(QUERIES):
        standing()
    for _more in range(3):
        a_reader(name=f"Reader {_more}")
        a_story()
    with django_assert_num_queries(QUERIES):
        standing()
