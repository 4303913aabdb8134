"""What somebody is given of what is held on them: nobody else's name or address, nothing lost, nothing run by a spreadsheet."""

import csv
import io
import json
import zipfile

import pytest

from partnership.accounts.models import Person, System
from partnership.core import events, notices, takeaway
from partnership.core.models import SavedFilter
from partnership.core.privacy import tables
from partnership.partners.models import Commitment, Kind
from tests.people import a_partner, a_person, a_role
from tests.rows import row_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return a_person("Sam Oakley", email="sam@example.org")


def zipped(person):
    return zipfile.ZipFile(io.BytesIO(b"".join(takeaway.takeaway(person))))


def rows(person, name):
    return json.loads(zipped(person).read(f"{name}.json"))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Alex Brown asks to join", "(somebody else) asks to join"),
        ("Sam Oakley and Alex Brown", "Sam Oakley and (somebody else)"),
        ("Alex Brownlow", "Alex Brownlow"),
        ("Alex Brown Smith", "(somebody else)"),
        ("write to alex@example.org or SAM@example.org", "write to (an e-mail address) or SAM@example.org"),
        (["Alex Brown", {"Alex Brown": 1}], ["(somebody else)", {"(somebody else)": 1}]),
        ("", ""),
        (7, 7),
    ],
)
def test_names_and_addresses_of_others_are_hidden(sam, text, given):
    a_person("Alex Brown", email="alex@example.org")
    a_person("Alex Brown Smith")
    a_person("…")
    assert takeaway.Others(sam).hidden(text) == given


def test_somebody_with_the_same_name_hides_nothing(sam):
    a_person("Sam Oakley")
    assert takeaway.Others(sam).hidden("Sam Oakley") == "Sam Oakley"


def test_person_without_an_address_sees_no_address():
    nobody = a_person("Nobody")
    Person.objects.filter(pk=nobody.pk).update(email=None)
    nobody.refresh_from_db()
    assert takeaway.Others(nobody).hidden("a@example.org") == "(an e-mail address)"


def test_notice_is_given_without_the_other_person(sam):
    alex = a_person("Alex Brown")
    notices.tell(sam, "people", "%(name)s asks to join.", href="/join/", thing=alex, name="Alex Brown")

    (notice,) = rows(sam, "notices")
    assert notice["names and titles in the sentence"] == {"name": "(somebody else)"}
    assert notice["the person"] == "you"


def test_roles_say_who_gave_them_in_role_words(sam):
    partner, alex = a_partner("Riverside Housing"), a_person("Alex Brown")
    role = a_role(sam, Kind.CHAMPION, partner=partner)
    role.given_by = alex
    role.save()
    lived = a_role(sam, Kind.LIVED_EXPERIENCE)
    lived.given_by = Person.objects.system(System.HOUSEKEEPER)
    lived.save()

    champion, experience = rows(sam, "roles")
    assert (champion["role"], champion["the organisation"], champion["who gave it"]) == (
        "Champion",
        "Riverside Housing",
        "somebody else",
    )
    assert (experience["role"], experience["who gave it"]) == ("Member with lived experience", "the site itself")


def test_thing_that_is_about_people_is_named_by_its_number(sam):
    alex = a_person("Alex Brown")
    membership = a_role(alex, Kind.CHAMPION, partner=a_partner()) and alex.memberships.get()
    assert takeaway._related(membership, sam) == f"membership {membership.pk}"
    assert takeaway._related(sam, sam) == "you"


def test_deeds_of_the_person_and_to_them_are_given(sam):
    alex = a_person("Alex Brown")
    events.record(by=sam, verb="page.reported", thing="urn:heartwood:page:1")
    events.record(by=alex, verb="person.added", thing=sam)
    events.record(by=alex, verb="person.added", thing=alex)

    assert [(one["what was done"], one["who did it"]) for one in rows(sam, "what-was-done")] == [
        ("page.reported", "you"),
        ("person.added", "somebody else"),
    ]


def test_formula_is_no_formula_in_the_csv(sam):
    SavedFilter.objects.create(person=sam, name="=1+1", page="/", query="")
    text = zipped(sam).read("saved-filters.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"] == "'=1+1"


def test_rows_in_which_somebody_is_only_named_are_listed(sam):
    alex, partner = a_person("Alex Brown"), a_partner()
    a_role(alex, Kind.CHAMPION, partner=partner)
    alex.memberships.update(decided_by=sam)

    named = rows(sam, "where-you-are-named")
    assert [(one["table"], one["as"]) for one in named] == [("memberships", "who decided")]
    assert named[0]["when"]


def test_readme_says_what_why_how_long_from_whom_and_how_to_complain(sam):
    text = zipped(sam).read("README.txt").decode()
    for said in (
        "accounts (1 row)",
        "Why it is held: Signing in",
        "How long: Until the person asks",
        "From whom: From you",
        "Who sees it: The person: what their account holds",
        "Information Commissioner",
        "joint controllers",
    ):
        assert said in text
    assert "&#" not in text


@pytest.mark.parametrize(("pdf", "names"), [(b"%PDF-1.7", ["pdf"]), (b"anything", ["bin"]), (None, [])])
def test_paper_that_somebody_signed_is_a_file_of_its_own(sam, pdf, names):
    table = next(one for one in tables() if one.model is Commitment)
    row_about(table, sam, sam)
    Commitment.objects.update(pdf=pdf)

    papers = [name for name in zipped(sam).namelist() if name.startswith("commitments-")]
    assert [name.rpartition(".")[2] for name in papers] == names
    assert rows(sam, "commitments")[0]["the receipt"] == (papers[0] if papers else None)


def test_table_that_only_the_site_reads_says_so():
    from partnership.core.models import Event  # noqa: PLC0415

    assert takeaway.seen_by(Event) == []
