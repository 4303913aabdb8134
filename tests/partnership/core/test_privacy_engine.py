"""The engine that reads the ledgers: what erasing does to rows, to copies, and to what others wrote."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import privacy, search
from partnership.core.models import Event, Notice, PageReport, SavedFilter, SearchEntry
from partnership.core.privacy import Blank, Delete, DeleteWhere, Effect, Keep, Ledger, Table
from partnership.partners.models import Partner
from partnership.plans.models import Action, Note
from tests.people import a_partner, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return a_person("Sam Oakley", email="sam@example.org")


def note(words, by):
    action = Action.objects.create(title="Something", raised_by=by, partner=a_partner())
    return Note.objects.create(action=action, words=words, written_by=by)


def filters(person, *names):
    for name in names:
        SavedFilter.objects.create(person=person, name=name, page="/", query="")
    return SavedFilter.objects.all()


@pytest.mark.parametrize(
    ("how", "effect", "left"),
    [
        (Delete(), Effect(deleted=2), []),
        (Keep(), Effect(left=2), ["a", "b"]),
        (Blank({"query": "?"}), Effect(emptied=2), ["a", "b"]),
        (DeleteWhere(Q(name="a")), Effect(deleted=1, left=1), ["b"]),
        (DeleteWhere(Q(name="a"), otherwise=Blank({"query": "?"})), Effect(deleted=1, emptied=1), ["b"]),
        (DeleteWhere(Q(name="c"), otherwise=Blank({"name": "c"})), Effect(emptied=2), None),
    ],
)
def test_each_way_of_erasing_does_what_it_foresaw(sam, how, effect, left):
    if left is None:  # what is done to the others must not bring them under the condition
        how, left = DeleteWhere(Q(query="c"), otherwise=Blank({"query": "d"})), ["a", "b"]
    rows = filters(sam, "a", "b")

    assert how.foresee(rows) == effect
    assert how.do(rows) == effect
    assert sorted(rows.values_list("name", flat=True)) == left
    assert str(how.says)


def test_blanking_tells_forms_that_were_open(sam):
    partner = a_partner()
    Blank({"about": ""}).do(Partner.objects.filter(pk=partner.pk))
    partner.refresh_from_db()
    assert partner.revision == 1


def test_words_of_others_lose_full_name_and_address(sam):
    written = note("Sam Oakley will ask SAM@example.org. Sam Oakleyson will not; Sam may.", a_person())
    privacy.erase_rows(sam)
    written.refresh_from_db()
    assert written.words == "someone who left will ask someone who left. Sam Oakleyson will not; Sam may."


def test_name_that_somebody_else_has_stays_in_what_others_wrote(sam):
    a_person("Sam Oakley")
    written = note("Sam Oakley (sam@example.org)", a_person())
    privacy.erase_rows(sam)
    written.refresh_from_db()
    assert written.words == "Sam Oakley (someone who left)"
    assert [(table.label, rows) for table, rows in privacy.traces(sam).items() if table.label == "plans.Note"] == [
        ("plans.Note", 1)
    ]


def test_name_of_one_word_stays_in_what_others_wrote():
    will = a_person("Will")
    written = note("Will Will come?", a_person())
    privacy.erase_rows(will)
    written.refresh_from_db()
    assert written.words == "Will Will come?"


def test_organisation_keeps_its_name(sam):
    partner = a_partner("Sam Oakley Trust (sam@example.org)", about="Sam Oakley founded it.")
    privacy.erase_rows(sam)
    partner.refresh_from_db()
    assert (partner.name, partner.about) == ("Sam Oakley Trust (someone who left)", "someone who left founded it.")


def test_namesake_keeps_their_account(sam):
    other = a_person("Sam Oakley")
    privacy.erase_rows(sam)
    other.refresh_from_db()
    assert other.name == "Sam Oakley"


def test_words_that_grow_are_cut_to_what_fits():
    jo = a_person("Jo X")
    written = note("Jo X " * 799, a_person())
    Action.objects.update(title=("Jo X " * 40)[:150])
    privacy.erase_rows(jo)
    action, written = Action.objects.get(), Note.objects.get(pk=written.pk)
    assert len(action.title) <= 150
    assert action.title.startswith("someone who left someone")
    assert "Jo X" not in written.words


def test_letters_beyond_ascii_are_found_in_json():
    zoe = a_person("Zoë Ó Briain")
    other = a_person()
    Notice.objects.create(
        person=other, category="people", sentence="x", words={"name": "Zoë Ó Briain"}, href="/", thing="u"
    )
    privacy.erase_rows(zoe)
    assert other.notices.get().words == {"name": "someone who left"}
    assert privacy.traces(zoe) == {}


def test_person_without_name_or_address_takes_nothing_with_them():
    nobody = a_person("x")
    Person.objects.filter(pk=nobody.pk).update(name="", email=None)
    nobody.refresh_from_db()
    written = note("words", a_person())
    privacy.erase_rows(nobody)
    written.refresh_from_db()
    assert written.words == "words"
    assert privacy.traces(nobody) == {}


def test_search_finds_the_erased_person_no_more(sam):
    search.put(sam, kind="person", title="Sam Oakley", href="/", audience=["members"])
    search.put("urn:heartwood:x:1", kind="page", title="What Sam Oakley said", href="/", audience=["anyone"])
    search.put("urn:heartwood:x:2", kind="page", title="Sam Oakleyson", href="/", audience=["anyone"])
    privacy.erase_rows(sam)
    assert list(SearchEntry.objects.values_list("title", flat=True)) == ["Sam Oakleyson"]


def test_subject_by_urn_and_by_path_and_by_address(sam):
    other = a_person()
    mine = Event.objects.create(by=sam, verb="page.reported", thing="urn:heartwood:page:1")
    to_me = Event.objects.create(by=other, verb="person.added", thing=f"urn:heartwood:accounts.person:{sam.pk}")
    Event.objects.create(by=other, verb="person.added", thing=f"urn:heartwood:accounts.person:{other.pk}")
    table = next(one for one in privacy.tables() if one.model is Event)
    assert set(privacy.rows_about(table, sam)) == {mine, to_me}


def test_since_counts_from_the_first_that_is_set(sam):
    now = timezone.now()
    table = next(one for one in privacy.tables() if one.model is Person)
    Person.objects.filter(pk=sam.pk).update(joined_at=now - timedelta(days=900), last_login=now - timedelta(days=1))
    assert not privacy.rows_due(table, now).exists()
    Person.objects.filter(pk=sam.pk).update(last_login=None)
    assert list(privacy.rows_due(table, now)) == [sam]
    Person.objects.filter(pk=sam.pk).update(erased_at=now)
    assert not privacy.rows_due(table, now).exists()


def test_table_that_says_no_time_is_never_due(sam):
    SavedFilter.objects.create(person=sam, name="a", page="/", query="")
    assert not privacy.rows_due(Table(SavedFilter, Ledger()), timezone.now() + timedelta(days=9999)).exists()


def test_what_is_due_and_free_goes_in_one_sweep(sam):
    now = timezone.now()
    report = PageReport.objects.create(kind="wrong", page="/", reported_by=sam)
    PageReport.objects.filter(pk=report.pk).update(reported_at=now - timedelta(days=731))
    (forgotten,) = privacy.forget(now)
    assert (forgotten.rows, forgotten.held) == (1, 0)
    assert privacy.forget(now) == []


def test_table_without_an_answer_to_erasing_is_left_alone(sam, monkeypatch):
    SavedFilter.objects.create(person=sam, name="a", page="/", query="")
    monkeypatch.delattr(SavedFilter.Privacy, "erased")
    assert "core.SavedFilter" not in {table.label for table in privacy.foresee(sam)}
    privacy.erase_rows(sam)
    assert SavedFilter.objects.exists()


def test_table_without_a_ledger_is_passed_over_where_the_check_has_not_stopped_the_site(monkeypatch):
    monkeypatch.delattr(SavedFilter, "Privacy")
    assert SavedFilter not in {table.model for table in privacy.tables()}
