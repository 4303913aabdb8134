"""Notices: told on the site, read by their person alone; letters say that there is something, never what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import actions, notices, queries
from partnership.core.letters import STOPS_LETTERS
from partnership.core.models import Event, Notice, NoticeChoice
from partnership.core.refusals import Refusal
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
SECRET = "Canary Trust"


@pytest.fixture
def person():
    return a_person("Ada Birdwhistle")


@pytest.fixture
def housekeeper():
    return Person.objects.system("housekeeper")


def tell(person, category="people", *, at=MONDAY - timedelta(hours=1), **more):
    sentence = gettext_noop("Somebody asks to join %(partner)s.")
    notice = notices.tell(person, category, sentence, href="/for/x/", thing=person, partner=SECRET)
    Notice.objects.filter(pk=notice.pk).update(told_at=at, **more)
    return Notice.objects.get(pk=notice.pk)


def send(now, housekeeper, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return actions.send_digests(now, by=housekeeper)


@pytest.fixture
def digests(housekeeper, django_capture_on_commit_callbacks):
    return lambda now: send(now, housekeeper, django_capture_on_commit_callbacks)


def test_notices_are_listed_for_their_person_newest_first(client, person):
    tell(person, at=MONDAY - timedelta(days=2))
    tell(person, "action")
    tell(a_person())

    page = queries.notices(person)
    text = sign_in(client, person).get("/notices/").text

    assert [one.category for one in page.page] == ["Actions", "Your organisations and the people in them"]
    assert text.count(f"Somebody asks to join {SECRET}.</a>") == 2
    assert "2 notices are new." in text


def test_notices_page_says_when_there_is_nothing(client, person):
    text = sign_in(client, person).get("/notices/").text

    assert "You have been told nothing yet." in text
    assert "Mark all as read" not in text


def test_notice_of_a_category_that_has_gone_is_shown_as_news(person):
    tell(person, "no-longer-known")

    assert queries.notices(person).page[0].category == "News"


@pytest.mark.parametrize("count", [1, 3])
def test_notices_page_asks_the_same_number_of_questions(client, person, count, django_assert_num_queries):
    for _ in range(count):
        tell(person)
    sign_in(client, person)
    client.get("/notices/")

    with django_assert_num_queries(5):  # session, person, count, notices, unread
        client.get("/notices/")


def test_notice_is_read_once_by_its_person(client, person):
    notice = tell(person)
    sign_in(client, person)

    client.post(reverse("read-notice", kwargs={"pk": notice.pk}))
    client.post(reverse("read-notice", kwargs={"pk": notice.pk}))

    assert Notice.objects.get().read_at
    assert Event.objects.filter(verb="notice.read").count() == 1


def test_nobody_reads_the_notice_of_another(client, person):
    notice = tell(person)

    assert sign_in(client, a_person()).post(reverse("read-notice", kwargs={"pk": notice.pk})).status_code == 404
    with pytest.raises(Refusal, match="Only the person"):
        actions.read_notice(notice, by=a_person())
    assert not Notice.objects.get().read_at


def test_all_notices_are_read_at_once_but_nobody_elses(client, person):
    tell(person), tell(person)
    others = tell(a_person())

    sign_in(client, person).post(reverse("read-all-notices"))

    assert list(Notice.objects.unread()) == [others]


@pytest.mark.parametrize("name", ["notices", "choose-letters"])
def test_pages_of_notices_ask_nobody_to_sign_in_first(client, name):
    assert "/accounts/login/" in client.get(reverse(name))["Location"]


@pytest.mark.parametrize("name", ["read-all-notices", "read-notice", "keep-filter", "forget-filter"])
def test_deeds_are_not_done_by_looking(client, person, name):
    kwargs = {"pk": 1} if name in ("read-notice", "forget-filter") else None

    assert sign_in(client, person).get(reverse(name, kwargs=kwargs)).status_code == 405


def test_every_category_that_is_told_has_a_name(root):
    import re  # noqa: PLC0415

    written = "".join(
        path.read_text(encoding="utf-8") for path in sorted((root / "partnership").glob("*/actions/*.py"))
    )
    told = set(re.findall(r"\btell\(\s*[\w.]+,\s*\"([\w-]+)\"", written)) | set(
        re.findall(r"^CATEGORY = \"([\w-]+)\"", written, re.M)
    )
    assert told - set(notices.CATEGORIES) == set()


def test_letter_says_how_much_waits_and_never_what(person, digests):
    tell(person), tell(person, "action")

    assert digests(MONDAY) == 1

    (letter,) = mail.outbox
    assert letter.subject == "Something is waiting for you"
    assert letter.to == [person.email]
    assert "2 things are waiting for you on the site." in letter.body
    assert "/my-work/" in letter.body
    assert SECRET not in letter.message().as_string()
    assert person.name not in letter.body


def test_letter_can_be_stopped_with_one_click(client, person, digests):
    tell(person)
    digests(MONDAY)
    (letter,) = mail.outbox
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]

    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in letter.body
    assert "Stop the letters" in client.get(path).text
    assert NoticeChoice.objects.count() == 0  # looking stops nothing

    client.handler.enforce_csrf_checks = True
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert "No more letters" in answer.text
    tell(person, at=MONDAY + timedelta(days=6))
    assert digests(MONDAY + timedelta(days=7)) == 0


def test_link_that_was_cut_stops_nothing(client, person):
    whole = STOPS_LETTERS.sign(str(person.pk))

    for token in (whole[:-1], f"{person.pk}:x", "nonsense"):
        answer = client.post(reverse("stop-letters", kwargs={"token": token}))
        assert "This link is not whole" in answer.text
    assert not NoticeChoice.objects.exists()


def test_nobody_is_written_to_twice_on_a_day(person, digests):
    tell(person)

    assert (digests(MONDAY), digests(MONDAY), digests(MONDAY + timedelta(hours=3))) == (1, 0, 0)

    tell(person, at=MONDAY + timedelta(hours=1))
    NoticeChoice.objects.create(person=person, category="people", how="daily")
    assert digests(MONDAY + timedelta(hours=4)) == 0
    assert digests(TUESDAY) == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("how", "on_tuesday", "on_monday"), [("weekly", 0, 1), ("daily", 1, 1), ("site", 0, 0), (None, 0, 1)]
)
def test_letters_come_as_chosen(person, digests, how, on_tuesday, on_monday):
    if how:
        NoticeChoice.objects.create(person=person, category="action", how=how)
    tell(person, "action", at=TUESDAY - timedelta(hours=1))
    assert digests(TUESDAY) == on_tuesday

    tell(person, "action", at=MONDAY + timedelta(days=6))
    assert digests(MONDAY + timedelta(days=7)) == on_monday


def test_choice_for_a_category_comes_before_the_one_for_the_rest(person, digests):
    NoticeChoice.objects.create(person=person, category="", how="site")
    NoticeChoice.objects.create(person=person, category="action", how="daily")
    tell(person, "action"), tell(person, "people")

    assert digests(TUESDAY) == 1
    assert "One thing is waiting for you" in mail.outbox[0].body


def test_monday_that_was_missed_is_made_up_for(person, digests):
    tell(person, at=TUESDAY - timedelta(days=7))

    assert digests(TUESDAY) == 1


@pytest.mark.parametrize("hour", [3, 7, 20, 23])
def test_nobody_is_written_to_at_night(person, digests, hour):
    tell(person, at=MONDAY - timedelta(days=1))

    assert digests(MONDAY.replace(hour=hour)) == 0


@pytest.mark.parametrize("more", [{"is_active": False}, {"email": None}])
def test_nobody_who_left_is_written_to(digests, more):
    person = a_person()
    tell(person)
    Person.objects.filter(pk=person.pk).update(**more)

    assert digests(MONDAY) == 0


def test_what_was_read_needs_no_letter(person, digests):
    tell(person, read_at=MONDAY)

    assert digests(MONDAY) == 0
    assert not Event.objects.filter(verb="digests.sent").exists()


def test_letter_that_could_not_be_sent_is_tried_again(person, digests, settings):
    tell(person)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    digests(MONDAY)
    assert Notice.objects.get().mailed_at is None

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests(MONDAY + timedelta(hours=1)) == 1


def test_many_letters_are_sent_in_several_goes(housekeeper, django_capture_on_commit_callbacks):
    for _ in range(5):
        tell(a_person())

    with django_capture_on_commit_callbacks(execute=True):
        sent = [actions.send_digests(MONDAY, by=housekeeper, most=2) for _ in range(4)]

    assert sent == [2, 2, 1, 0]
    assert len(mail.outbox) == 5


def test_only_the_site_sends_letters_by_the_calendar(person):
    with pytest.raises(Refusal, match="sent by the site itself"):
        actions.send_digests(MONDAY, by=person)


def test_choices_are_kept_category_by_category(client, person):
    sign_in(client, person)
    first = dict.fromkeys(notices.CATEGORIES, "weekly") | {"action": "daily"}

    client.post(reverse("choose-letters"), first)
    client.post(reverse("choose-letters"), first | {"people": "site"})

    chosen = queries.letters_chosen(person)
    assert (chosen["action"], chosen["people"], chosen["together"]) == ("daily", "site", "weekly")
    assert Event.objects.filter(verb="letters.chosen").count() == 2


def test_choice_that_is_none_is_said_kindly(client, person):
    answer = sign_in(client, person).post(reverse("choose-letters"), {"action": "hourly"})

    assert answer.status_code == 200
    assert not NoticeChoice.objects.exists()


def test_choices_say_what_is_so_after_all_letters_were_stopped(person):
    NoticeChoice.objects.create(person=person, category="action", how="daily")
    actions.stop_letters(by=person)

    assert set(queries.letters_chosen(person).values()) == {"site"}


def test_letters_of_nobody_cannot_be_stopped_or_chosen(housekeeper):
    for deed in (actions.stop_letters, actions.read_all_notices):
        with pytest.raises(Refusal):
            deed(by=housekeeper)
    with pytest.raises(Refusal, match="Sign in first"):
        actions.choose_letters({}, by=housekeeper)


def test_command_sends_what_is_due_in_several_goes(capsys, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    for _ in range(2):
        tell(a_person())

    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests")
        call_command("send_digests", verbosity=0)

    assert capsys.readouterr().out == "Letters sent: 2.\n"
    assert len(mail.outbox) == 2
