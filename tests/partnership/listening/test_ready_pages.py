"""What must be in order: as everybody reads it, as the programme looks after it, and who is told before it closes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.hub.queries.work import my_work
from partnership.listening.actions import ready as actions
from partnership.listening.models import Assurance
from partnership.listening.queries import ready_pages as queries
from partnership.listening.queries.ready import standing
from partnership.listening.rules.ready import Assured
from partnership.partners.models import Kind
from partnership.reading.models import Shift
from tests.partnership.plain_words import reading_age, said_on
from tests.people import sign_in, somebody
from tests.ready import in_order, open_to_tell
from tests.stories import a_reader, a_safeguarding_lead

pytestmark = pytest.mark.django_db
OLDEST = 11
PUBLIC, PROGRAMME = "/tell-us/ready/", "/programme/listening/ready/"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def assured(**more):
    return Assured(**{"named": "An assessment, version 2", "dated_on": in_days(0), "review_on": in_days(90), **more})


# --- saying that something is in order


def test_team_and_safeguarding_leads_say_what_is_in_order_and_the_log_has_it(team):
    for by in (team, a_safeguarding_lead()):
        made = actions.record_assurance("child-rights", assured(), by=by)
        assert (made.recorded_by, made.named) == (by, "An assessment, version 2")
    assert Assurance.objects.count() == 1
    log = Event.objects.filter(verb="assurance.recorded")
    assert {one.thing for one in log} == {"urn:heartwood:listening.assurance:child-rights"}
    assert len(log) == 2


@pytest.mark.parametrize("kind", [Kind.MODERATOR, Kind.ANALYST])
def test_nobody_else_says_so(kind):
    with pytest.raises(Refusal, match="programme team and the safeguarding leads"):
        actions.record_assurance("child-rights", assured(), by=somebody(kind))


@pytest.mark.parametrize(
    ("key", "said", "sentence"),
    [
        ("a-poem", {}, "no such thing"),
        ("child-rights", {"named": "  "}, "what or who"),
        ("child-rights", {"dated_on": 1}, "later than today"),
        ("child-rights", {"review_on": 0}, "after today"),
        ("child-rights", {"review_on": 731}, "within two years"),
    ],
)
def test_what_cannot_be_so_is_refused(team, key, said, sentence):
    told = {name: in_days(one) if isinstance(one, int) else one for name, one in said.items()}
    with pytest.raises(Refusal, match=sentence):
        actions.record_assurance(key, assured(**told), by=team)
    assert not Assurance.objects.exists()


def test_taking_one_back_closes_the_place_at_once(settings, team):
    open_to_tell(settings)
    held = Assurance.objects.get(key="safeguarding-lead")
    with pytest.raises(Refusal):
        actions.take_back_assurance(held, by=somebody(Kind.MODERATOR))
    actions.take_back_assurance(held, by=team)
    assert standing().because == ("This is not in order yet: Safeguarding lead.",)
    assert Event.objects.filter(verb="assurance.taken_back").count() == 1


# --- pages


def test_everybody_reads_what_is_missing_who_answers_and_where_else_to_go(client, settings):
    settings.DEMONSTRATION = True
    in_order(but=["child-rights"])
    page = client.get(PUBLIC)
    said = " ".join(page.text.split())
    assert "Not today." in said
    assert "This is not in order yet: Child rights assessment." in said
    assert "Nobody is on duty to read today." in said
    assert "9 of 10 are in order today" in said
    assert "Controllers, version 1" not in said
    assert "Safeguarding lead, version 1" in said
    assert "Ask the practice for its complaints person." in said
    assert "Your code still works." in said
    assert page.headers["Cache-Control"] == "private, no-store"
    assert not page.cookies


def test_everybody_reads_that_it_is_open_and_in_which_languages(client, settings):
    open_to_tell(settings)
    said = " ".join(client.get(PUBLIC).text.split())
    assert "Yes. You can tell us today" in said
    assert 'Languages that you can use today: <span translate="no">English</span>.' in said


def test_public_page_is_plain(client, settings):
    closed = client.get(PUBLIC).text
    open_to_tell(settings)
    for text in (closed, client.get(PUBLIC).text):
        said = said_on(text)
        assert len(said) > 10
        assert reading_age(said) <= OLDEST, said


def test_public_page_names_no_person(client, settings, team):
    actions.record_assurance("child-rights", assured(), by=team)
    assert team.name not in client.get(PUBLIC).text


def test_page_costs_as_many_questions_with_one_thing_in_order_as_with_all(client, django_assert_num_queries):
    a_reader()
    in_order(but=["impact-assessment", "policy-document", "equality-assessment"])
    with django_assert_num_queries(4):
        client.get(PUBLIC)
    Assurance.objects.all().delete()
    in_order()
    with django_assert_num_queries(4):
        client.get(PUBLIC)


def test_programme_says_it_on_a_page_and_reads_who_said_what(client, settings, team):
    sign_in(client, team)
    typed = {"named": "Version 3", "dated_on": f"{in_days(0)}", "review_on": f"{in_days(60)}", "link": ""}
    answer = client.post(f"{PROGRAMME}controllers/", typed, follow=True)
    said = " ".join(answer.text.split())
    assert "Version 3" in said
    assert f"said to be in order ({team.name})" in said
    assert "This is not in order yet: Safeguarding lead." in said


def test_days_that_cannot_be_are_said_and_nothing_typed_is_lost(client, team):
    sign_in(client, team)
    typed = {"named": "Version 3", "dated_on": f"{in_days(5)}", "review_on": f"{in_days(60)}", "link": "nowhere at all"}
    first = client.post(f"{PROGRAMME}controllers/", typed)
    assert "Write a whole address" in first.text
    again = client.post(f"{PROGRAMME}controllers/", {**typed, "link": ""})
    assert "It cannot be dated later than today." in again.text
    assert 'value="Version 3"' in again.text
    assert not Assurance.objects.exists()


def test_taking_back_is_pressed_on_the_page_and_a_second_press_does_nothing(client, settings, team):
    open_to_tell(settings)
    sign_in(client, team)
    for _press in range(2):
        assert client.post(f"{PROGRAMME}controllers/take-back/").status_code == 302
    assert not standing().is_open


def test_pages_of_the_programme_are_for_those_who_look_after_it(client, team):
    sign_in(client, somebody(Kind.MODERATOR))
    assert "say what is in order" in client.get(PROGRAMME).text
    sign_in(client, team)
    assert client.get(f"{PROGRAMME}a-poem/").status_code == 404
    assert 'href="/programme/listening/ready/"' in client.get("/programme/").text


# --- before it closes


def told(person):
    return [str(one) for one in Notice.objects.filter(person=person, category="listening").order_by("pk")]


def test_team_and_safeguarding_leads_are_told_before_a_review_is_due_and_once(settings, team):
    open_to_tell(settings)
    lead, other = a_safeguarding_lead(), somebody(Kind.MODERATOR)
    Shift.objects.update(ends_on=in_days(100))
    Assurance.objects.filter(key="helpline-review").update(review_on=in_days(10))
    for _night in range(2):
        call_command("tell_what_runs_out", verbosity=0)
    for person in (team, lead):
        (sentence,) = told(person)
        assert sentence.startswith("“Helpline review” has to be looked at again by")
    assert told(other) == []


def test_they_are_told_when_it_has_closed_and_of_the_first_day_without_a_reader(settings, team):
    open_to_tell(settings)
    Shift.objects.update(ends_on=in_days(4))
    Assurance.objects.filter(key="helpline-review").update(review_on=in_days(-1))
    call_command("tell_what_runs_out", verbosity=0)
    late, rota = told(team)
    assert late.startswith("“Helpline review” had to be looked at by")
    assert rota.startswith("Nobody is on duty to read on ")


def test_the_site_alone_looks_ahead(team):
    with pytest.raises(Refusal, match="itself"):
        actions.tell_what_runs_out(in_days(0), (), by=team)
    assert actions.tell_what_runs_out(in_days(0), (), by=Person.objects.system(System.HOUSEKEEPER)) == 0


def test_my_work_says_what_closes_it_to_those_who_look_after_it(settings, team):
    assert queries.needs(team) == ()  # nobody began: nobody is nagged
    open_to_tell(settings)
    assert queries.needs(team) == ()
    Assurance.objects.filter(key="controllers").update(review_on=in_days(-1))
    Assurance.objects.filter(key="child-rights").update(review_on=in_days(20))
    Shift.objects.update(ends_on=in_days(3))
    said = [one.sentence for one in queries.needs(team)]
    assert said == [
        "“Who is responsible for what is told” is not in order, so nobody can tell us anything",
        "“Child rights assessment” has to be looked at again",
        "Nobody is on duty to read in a week",
    ]
    assert queries.needs(somebody(Kind.MODERATOR)) == ()
    assert {one.sentence for group in my_work(team).waiting for one in group.needs} >= set(said)


def test_my_work_costs_as_many_questions_however_much_is_missing(django_assert_num_queries, team):
    in_order(but=["controllers"])
    queries.needs(team)
    with django_assert_num_queries(2):
        assert len(queries.needs(team)) == 2
    Assurance.objects.exclude(key="helpline-review").delete()
    with django_assert_num_queries(2):
        assert len(queries.needs(team)) == 10
