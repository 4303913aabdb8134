"""Being erased in two steps, erased on request, erased again after a restore; and forgetting what is due."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Consent, Person, System
from partnership.core import erasures, privacy
from partnership.core.models import Event, Notice, PageReport
from partnership.core.refusals import Refusal
from partnership.partners.actions import rights as actions
from partnership.partners.models import Erasure, Invitation, Kind, Membership, Role
from partnership.partners.queries import rights as queries
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db
LETTER = Erasure.How.LETTER


@pytest.fixture(autouse=True)
def _own_ledger(data_folder):
    """Let every test write a ledger of its own."""


@pytest.fixture
def housekeeper():
    return Person.objects.system(System.HOUSEKEEPER)


@pytest.fixture
def sam():
    return a_person("Sam Oakley", email="sam@example.org")


def back_then(model, pk, **when):
    """Make a row older than it is, past every rule."""
    model._base_manager.filter(pk=pk).update(**when)


# --- erasing


def test_erased_person_cannot_sign_in_and_is_nobody(sam):
    actions.erase(sam, by=sam)
    sam.refresh_from_db()

    assert (sam.email, sam.name, sam.is_active, sam.has_usable_password()) == (None, "", False, False)
    assert str(sam) == "someone who left"
    assert Event.objects.first().verb == "person.erased"


def test_erasing_ends_what_they_belong_to_and_hands_over(sam):
    team = somebody(Kind.PROGRAMME_TEAM)
    partner = a_partner()
    a_role(sam, Kind.PARTNER_LEAD, partner=partner)
    Membership.objects.create(person=sam, partner=a_partner())

    actions.erase(sam, by=sam)

    assert not Role.objects.current().filter(person=sam).exists()
    assert set(sam.memberships.values_list("state", flat=True)) == {"ended"}
    assert Event.objects.filter(verb="partner.handed_over").count() == 1
    assert Notice.objects.filter(person=team).exists()


def test_what_was_confided_is_deleted_and_other_roles_are_kept(sam):
    a_role(sam, Kind.CHAMPION, partner=a_partner())
    a_role(sam, Kind.LIVED_EXPERIENCE)

    actions.erase(sam, by=sam)

    assert list(Role.objects.filter(person=sam).values_list("kind", flat=True)) == [Kind.CHAMPION]


def test_invitation_to_their_address_goes_and_their_own_invitations_stay(sam):
    partner, other = a_partner(), a_person()
    to = {"partner": partner, "expires_at": timezone.now()}
    Invitation.objects.create(email="SAM@example.org", secret_hash="a", invited_by=other, **to)
    Invitation.objects.create(email="other@example.org", secret_hash="b", invited_by=sam, **to)

    actions.erase(sam, by=sam)

    assert [one.email for one in Invitation.objects.all()] == ["other@example.org"]


def test_notice_of_others_forgets_the_name_and_nothing_else(sam):
    other = a_person()
    words = {"name": "Sam Oakley", "partner": "Oakley Housing", "list": ["sam@example.org", 7]}
    Notice.objects.create(person=other, category="people", sentence="%(name)s", words=words, href="/", thing="urn")

    actions.erase(sam, by=sam)

    assert other.notices.get().words == {
        "name": "someone who left",
        "partner": "Oakley Housing",
        "list": ["someone who left", 7],
    }


def test_ledger_is_written_before_and_settled_after(sam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(sam, by=sam)
    assert [entry.what for entry in erasures.entries()] == ["erase", "done"]
    assert str(sam.pk) in erasures.entries()[0].row


@pytest.mark.parametrize(
    ("who", "said"),
    [("other", "Only the person themselves"), ("system", "not a person"), ("erased", "erased already")],
)
def test_erasing_is_refused_in_a_sentence(sam, who, said):
    if who == "system":
        sam = Person.objects.system(System.LOADER)
    if who == "erased":
        actions.erase(sam, by=sam)
    with pytest.raises(Refusal, match=said):
        actions.erase(sam, by=a_person() if who == "other" else sam)


def test_last_of_the_programme_team_stays_until_there_is_another():
    last = somebody(Kind.PROGRAMME_TEAM)
    with pytest.raises(Refusal, match="Nobody else is in the programme team"):
        actions.erase(last, by=last)
    assert queries.what_erasing_does(last).refused.startswith("Nobody else")

    somebody(Kind.PROGRAMME_TEAM)
    actions.erase(last, by=last)
    assert Erasure.objects.get().how == "here"


def test_programme_erases_for_whoever_asked_elsewhere(sam):
    team = somebody(Kind.PROGRAMME_TEAM)
    with pytest.raises(Refusal, match="Say how they asked"):
        actions.erase(sam, by=team)

    actions.erase(sam, by=team, how=LETTER, note="Letter 12")
    erasure = Erasure.objects.visible_to(team).get()
    assert (str(erasure.note), erasure.erased_by) == ("Letter 12", team)
    assert str(erasure) == f"by letter or e-mail, {timezone.now():%Y-%m-%d}"
    assert not Erasure.objects.visible_to(a_person()).exists()


# --- again, after a restore


def test_replay_erases_again_and_a_second_time_does_nothing(sam, housekeeper):
    kept = {one: getattr(sam, one) for one in ("name", "email", "is_active", "erased_at")}
    actions.erase(sam, by=sam)
    back_then(Person, sam.pk, **kept)  # as a backup from before brings them back

    assert actions.replay(by=housekeeper) == 1
    sam.refresh_from_db()
    assert sam.erased_at
    assert sam.email is None
    assert Erasure.objects.first().how == "again"
    assert actions.replay(by=housekeeper) == 0


def test_replay_takes_back_a_consent_again(sam, housekeeper):
    consent = Consent.objects.create(person=sam, purpose="taking-part", version="1", words_sha256="x")
    with erasures.written_down("withdraw", consent, consent.given_at):
        pass

    assert actions.replay(by=housekeeper) == 1
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert actions.replay(by=housekeeper) == 0


@pytest.mark.parametrize("what", ["erase", "withdraw"])
def test_replay_leaves_whoever_has_the_number_now(sam, housekeeper, what):
    row = sam if what == "erase" else Consent.objects.create(person=sam, purpose="a", version="1", words_sha256="x")
    with erasures.written_down(what, row, timezone.now() - timedelta(days=900)):
        pass
    assert actions.replay(by=housekeeper) == 0


def test_replay_passes_over_rows_that_the_backup_never_had(sam, housekeeper):
    consent = Consent.objects.create(person=sam, purpose="a", version="1", words_sha256="x")
    with erasures.written_down("withdraw", consent, consent.given_at):
        consent.delete()
    assert actions.replay(by=housekeeper) == 0


@pytest.mark.parametrize("deed", [actions.replay, actions.forget_what_is_due])
def test_people_do_not_do_what_the_site_does(sam, deed):
    with pytest.raises(Refusal, match="by itself"):
        deed(by=sam)


# --- forgetting what is due


def test_everything_past_its_day_goes_and_is_reported(sam, housekeeper):
    now = timezone.now()
    old, new = (PageReport.objects.create(kind="wrong", page="/", reported_by=housekeeper) for _ in range(2))
    back_then(PageReport, old.pk, reported_at=now - timedelta(days=731))
    partner = a_partner()
    left = Membership.objects.create(person=sam, partner=partner, state="ended", ended_at=now, ended_by=sam)
    back_then(Membership, left.pk, ended_at=now - timedelta(days=3 * 365 + 1))
    role, day = a_role(sam, Kind.CHAMPION), (now - timedelta(days=6 * 365 + 1)).date()
    back_then(Role, role.pk, from_on=day, until_on=day)

    due = queries.what_is_due()
    assert PageReport.objects.count() == 2
    forgotten = actions.forget_what_is_due(by=housekeeper)

    assert [(one.table.label, one.rows) for one in due] == [(one.table.label, one.rows) for one in forgotten]
    assert list(PageReport.objects.all()) == [new]
    assert not Membership.objects.exists()
    assert not Role.objects.exists()
    assert queries.forgotten_in_words(forgotten) == ["Roles: 1", "Memberships: 1", "Notes about pages: 1"]
    assert Event.objects.first().verb == "due.forgotten"


def test_row_that_something_rests_on_is_kept_and_counted(sam, housekeeper, monkeypatch):
    monkeypatch.setattr(Person.Privacy, "due", None)
    now = timezone.now()
    table = next(one for one in privacy.tables() if one.model is Person)
    free = a_person()
    Event.objects.create(by=sam, verb="page.reported", thing="urn")
    back_then(Person, sam.pk, joined_at=now - timedelta(days=731))
    back_then(Person, free.pk, joined_at=now - timedelta(days=731))

    (forgotten,) = privacy.forget(now)

    assert (forgotten.table, forgotten.rows, forgotten.held) == (table, 1, 1)
    assert queries.forgotten_in_words([forgotten])[1] == "Still needed by something else, and kept for now: 1"


def test_unused_account_is_told_a_month_before_and_then_erased(sam, housekeeper):
    now = timezone.now()
    back_then(Person, sam.pk, joined_at=now - timedelta(days=720))

    assert actions.forget_what_is_due(by=housekeeper, now=now) == []
    assert str(sam.notices.get()).startswith("You have not signed in for a long time.")
    assert actions.forget_what_is_due(by=housekeeper, now=now + timedelta(days=11)) == []
    assert sam.notices.count() == 1

    (due,) = queries.what_is_due(now + timedelta(days=31))
    (forgotten,) = actions.forget_what_is_due(by=housekeeper, now=now + timedelta(days=31))
    assert (due.table.label, forgotten.rows, Erasure.objects.get().how) == ("accounts.Person", 1, "unused")


def test_account_that_is_used_again_stays(sam, housekeeper):
    now = timezone.now()
    back_then(Person, sam.pk, joined_at=now - timedelta(days=720))
    actions.forget_what_is_due(by=housekeeper, now=now)
    back_then(Person, sam.pk, last_login=now)

    assert actions.forget_what_is_due(by=housekeeper, now=now + timedelta(days=31)) == []


@pytest.mark.parametrize(
    ("what", "became", "ends"),
    [
        ("erase", None, "undone"),
        ("erase", "erased_at", "done"),
        ("withdraw", None, "undone"),
        ("withdraw", "withdrawn_at", "done"),
        ("gone", None, "done"),
    ],
)
def test_ledger_that_was_left_open_is_settled_by_what_the_tables_say(sam, housekeeper, what, became, ends):
    consent = Consent.objects.create(person=sam, purpose="a", version="1", words_sha256="x")
    row = consent if what == "withdraw" else sam
    made_at = {"withdraw": consent.given_at, "erase": sam.joined_at, "gone": timezone.now()}[what]
    with erasures.written_down("withdraw" if what == "withdraw" else "erase", row, made_at):
        pass  # the test's own transaction never commits, so nobody writes `done`
    if became:
        back_then(type(row), row.pk, **{became: timezone.now()})

    actions.forget_what_is_due(by=housekeeper)
    assert len(erasures.unsettled()) == 1  # too early: it may be happening right now
    actions.forget_what_is_due(by=housekeeper, now=timezone.now() + timedelta(hours=2))
    assert erasures.entries()[-1].what == ends


def test_command_rehearses_and_does(housekeeper):
    old = PageReport.objects.create(kind="wrong", page="/", reported_by=housekeeper)
    back_then(PageReport, old.pk, reported_at=timezone.now() - timedelta(days=731))
    said = [StringIO(), StringIO(), StringIO()]

    call_command("forget_what_is_due", "--rehearse", stdout=said[0])
    assert PageReport.objects.exists()
    call_command("forget_what_is_due", stdout=said[1])
    assert not PageReport.objects.exists()
    call_command("forget_what_is_due", stdout=said[2])

    assert [out.getvalue() for out in said] == ["Notes about pages: 1\n", "Notes about pages: 1\n", "Nothing is due.\n"]


# --- the pages


def test_two_steps_and_goodbye(client, sam):
    browser = sign_in(client, sam)
    a_role(sam, Kind.PARTNER_LEAD, partner=a_partner("Riverside Housing"))

    page = browser.get("/accounts/me/erase/").content.decode()
    assert "Riverside Housing" in page
    assert 'href="/accounts/me/erase/sure/"' in page
    assert "Erase me now" in browser.get("/accounts/me/erase/sure/").content.decode()
    sam.refresh_from_db()
    assert not sam.erased_at

    response = browser.post("/accounts/me/erase/sure/", follow=True)
    assert response.redirect_chain == [("/goodbye/", 302)]
    sam.refresh_from_db()
    assert sam.erased_at
    assert browser.get("/accounts/me/data/").status_code == 302


def test_page_counts_what_goes_and_what_stays(sam):
    other, partner = a_person(), a_partner()
    a_role(sam, Kind.CHAMPION, partner=partner)
    a_role(sam, Kind.LIVED_EXPERIENCE)
    a_role(other, Kind.CHAMPION, partner=partner)
    other.memberships.update(decided_by=sam)
    Notice.objects.create(person=sam, category="people", sentence="Hello", href="/", thing="urn")

    page = queries.what_erasing_does(sam)

    assert {line.name: line.rows for line in page.goes} == {"Notices": 1, "Roles": 1}
    assert {line.name: line.rows for line in page.emptied} == {"Memberships": 1, "Accounts": 1}
    assert {line.name: line.rows for line in page.stays} == {"Roles": 1}
    assert page.named == 1  # the membership of the other; what they did to their own rows is counted there
    assert (page.left_alone, page.refused) == ((), "")


def test_last_of_the_team_is_told_why_not_yet(client):
    page = sign_in(client, somebody(Kind.PROGRAMME_TEAM)).get("/accounts/me/erase/").content.decode()
    assert "Nobody else is in the programme team." in page
    assert "/accounts/me/erase/sure/" not in page


def test_programme_finds_whoever_asks_and_erases_them(client, sam):
    browser = sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    assert "Nobody yet." in browser.get("/programme/rights/").content.decode()
    response = browser.post("/programme/rights/", {"who": " SAM@example.org "})
    assert response["Location"] == f"/programme/rights/{sam.pk}/"

    page = browser.get(response["Location"]).content.decode()
    assert "Sam Oakley" in page
    assert "What was told in confidence is deleted." in page
    page = browser.post(response["Location"], {"how": "phone", "note": "Call 3"}, follow=True).content.decode()
    assert "Call 3" in page
    sam.refresh_from_db()
    assert sam.erased_at


def test_programme_learns_nothing_of_what_was_confided(client, sam):
    browser = sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    before = browser.get(f"/programme/rights/{sam.pk}/").content.decode().replace("csrf", "")
    a_role(sam, Kind.LIVED_EXPERIENCE)
    after = browser.get(f"/programme/rights/{sam.pk}/").content.decode()
    assert after.count("<li>") == before.count("<li>")
    assert "lived experience" not in after.lower()


def test_programme_is_told_where_there_is_nobody_or_more_than_one(client):
    a_person("Alex Brown")
    a_person("Alex Brown")
    browser = sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    for who in ("Alex Brown", "nobody@example.org"):
        assert "nobody, or more than one" in browser.post("/programme/rights/", {"who": who}).content.decode()


def test_erasing_on_request_asks_how_they_asked(client, sam):
    browser = sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    page = browser.post(f"/programme/rights/{sam.pk}/", {"note": "x"}).content.decode()
    assert "needs an answer" in page
    sam.refresh_from_db()
    assert not sam.erased_at


def test_others_do_not_answer_requests(client, sam):
    browser = sign_in(client, sam)
    assert browser.get("/programme/rights/").status_code == 403
    assert browser.get(f"/programme/rights/{sam.pk}/").status_code == 403


@pytest.mark.parametrize("erased", [1, 3])
def test_list_of_erasures_takes_the_same_queries(django_assert_num_queries, erased):
    team = somebody(Kind.PROGRAMME_TEAM)
    for _ in range(erased):
        Erasure.objects.create(person=a_person(), erased_by=team)
    with django_assert_num_queries(3):
        assert len(queries.requests(team, None).erasures) == erased
