"""Credentials: taken by whoever they are about, checked by a library that is not ours and by the site itself."""

import copy
import hashlib
import json
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.academy.actions import certificates
from partnership.academy.actions.completing import revoke_completion
from partnership.academy.actions.credentials import take_credential
from partnership.academy.models import Certificate, Credential
from partnership.academy.queries.credentials import check_credential
from partnership.core import pace
from partnership.core.credentials import contexts, keys, proofs
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_completion, a_session
from tools.steps import BIN, ROOT

pytestmark = pytest.mark.django_db
ISSUER = "http://localhost:8000/credentials/issuer/"
LIST = "http://localhost:8000/credentials/status/1/"


@pytest.fixture(autouse=True)
def nobody_was_quick():
    pace.forget()
    yield
    pace.forget()


@pytest.fixture
def key(settings, tmp_path):
    settings.OPEN_BADGES, settings.KEYS = True, tmp_path
    return keys.new_badge_key()


@pytest.fixture
def completion():
    return a_completion(a_person("Philippa Oakhurst"), session=a_session(days=-3))


@pytest.fixture
def taken(key, completion):
    return take_credential(completion, with_address=False, by=completion.person)


def verified(client, **credentials):
    """Ask the other library about these, with what the site serves and nothing else."""
    pages = {
        address: json.loads(client.get(address.removeprefix("http://localhost:8000")).content)
        for address in (ISSUER, LIST)
    }
    pages[contexts.OPEN_BADGES] = contexts.load(contexts.OPEN_BADGES)["document"]
    answer = subprocess.run(
        [shutil.which("node") or BIN / "node", "tests/partnership/academy/verify_credentials.mjs"],
        input=json.dumps({"credentials": credentials, "pages": pages}),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def changed(document, *path, to):
    """Give the document with one thing in it changed."""
    other = copy.deepcopy(document)
    at = other
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return other


COURSE = ("credentialSubject", "achievement")


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def test_another_library_verifies_what_stands_and_nothing_that_was_changed(client, completion, taken, team):
    with_address = take_credential(completion, with_address=True, by=completion.person)
    good = taken.document
    title = good["name"]
    asked = {
        "good": good,
        "with_address": with_address.document,
        "one_letter": changed(good, *COURSE, "name", to=title[:-1] + "?"),
        "another_end": changed(good, "validUntil", to="2099-12-31T23:59:59Z"),
        "another_place": changed(good, "credentialStatus", "statusListIndex", to="1"),
        "word_unknown": changed(good, "honour", to="first class"),
        "signature": changed(good, "proof", "proofValue", to=with_address.document["proof"]["proofValue"]),
    }
    odd = a_completion(session=completion.session)
    odd.title = "“Ünder” one\troof \\ & <so> on\u2028 \U0001f333 \x7f\n"
    odd.save()
    asked["odd"] = take_credential(odd, with_address=False, by=odd.person).document
    answers = verified(client, **asked)
    assert (
        answers.pop("good")
        == answers.pop("odd")
        == answers.pop("with_address")
        == {"verified": True, "why": "", "revoked": False}
    )
    assert [name for name, one in answers.items() if one["verified"]] == []
    assert "Invalid signature" in answers["one_letter"]["why"]


def test_another_library_is_told_what_was_taken_back(client, completion, taken, team):
    other = a_completion(session=completion.session)
    stays = take_credential(other, with_address=False, by=other.person)
    certificates.revoke_certificate(taken.certificate, why="It was given to the wrong person.", by=team)
    answers = verified(client, gone=taken.document, stays=stays.document)
    assert answers["gone"] == {"verified": True, "why": "", "revoked": True}  # signed by us, and taken back since
    assert answers["stays"] == {"verified": True, "why": "", "revoked": False}


def test_another_library_is_told_what_ran_out(client, key, completion):
    completion.completed_on = completion.completed_on.replace(year=2020)
    completion.valid_until = completion.completed_on.replace(year=2022)
    completion.save()
    old = take_credential(completion, with_address=False, by=completion.person)
    answer = verified(client, old=old.document)["old"]
    assert not answer["verified"]
    assert 'is after "validUntil"' in answer["why"]
    assert "It counted until" in check_credential(json.dumps(old.document)).sentence


def test_another_key_signs_from_now_on_and_what_the_earlier_one_signed_still_holds(client, completion, taken, key):
    newest = keys.new_badge_key()
    again = take_credential(completion, with_address=False, by=completion.person)
    assert (taken.key, again.key) == (key, newest)
    with pytest.raises(FileNotFoundError):
        keys.signs(key)
    answers = verified(client, before=taken.document, after=again.document)
    assert [one["verified"] for one in answers.values()] == [True, True]


def test_every_word_that_is_signed_counts(taken):
    """No word falls out of the signature because no context knows it: each value stands in the statements."""
    said = proofs.canonical({key: value for key, value in taken.document.items() if key != "proof"})
    for value in _values(
        {**taken.document, "@context": [], "proof": {}, "type": [], "issuer": taken.document["issuer"]}
    ):
        assert json.dumps(value, ensure_ascii=False).strip('"') in said


def _values(told):
    if isinstance(told, dict):
        for key, value in told.items():
            yield from () if key == "type" else _values(value)
    elif isinstance(told, list):
        for one in told:
            yield from _values(one)
    else:
        yield told


# --- what stands in it


def test_credential_says_what_was_completed_and_not_who(taken, completion):
    said = json.dumps(taken.document)
    course = taken.document["credentialSubject"]["achievement"]
    assert course["name"] == completion.title
    assert taken.document["awardedDate"][:4] == str(completion.completed_on.year)
    assert course["alignment"][0]["targetName"] in course["criteria"]["narrative"]
    assert taken.document["credentialSubject"]["result"][0]["value"] == "2"
    for secret in ("Philippa", "Oakhurst", completion.person.email, taken.certificate.code):
        assert secret not in said
    assert taken.document["credentialSubject"]["id"].startswith("urn:uuid:")


def test_credential_fits_the_address_of_whoever_wished_it(key, completion):
    made = take_credential(completion, with_address=True, by=completion.person)
    (identifier,) = made.document["credentialSubject"]["identifier"]
    fits = hashlib.sha256(f"{completion.person.email}{identifier['salt']}".encode()).hexdigest()
    assert identifier["identityHash"] == f"sha256${fits}"
    assert completion.person.email not in json.dumps(made.document)


def test_credential_of_somebody_invented_says_so(key, completion):
    completion.person.fictional = True
    completion.person.save()
    made = take_credential(completion, with_address=False, by=completion.person)
    assert "Made up, for demonstration." in made.document["credentialSubject"]["achievement"]["description"]


def test_taking_it_again_gives_the_same(taken, completion):
    assert take_credential(completion, with_address=False, by=completion.person) == taken
    assert Credential.objects.count() == Certificate.objects.count() == 1


def test_only_the_person_takes_what_stands_where_it_is_on(key, completion, team, settings):
    with pytest.raises(Refusal, match="Only the person themselves"):
        take_credential(completion, with_address=False, by=team)
    completion.person.email = None
    with pytest.raises(Refusal, match="no e-mail address"):
        take_credential(completion, with_address=True, by=completion.person)
    revoke_completion(completion, why="Another person sat there.", by=team)
    with pytest.raises(Refusal, match="Another person sat there"):
        take_credential(completion, with_address=False, by=completion.person)
    settings.OPEN_BADGES = False
    with pytest.raises(Refusal, match="gives no credentials"):
        take_credential(completion, with_address=False, by=completion.person)


# --- on the site


def test_person_takes_their_credential_from_their_passport(client, key, completion):
    sign_in(client, completion.person)
    address = f"/my-training/passport/{completion.pk}/credential/"
    assert address in client.get("/my-training/passport/").text
    assert "Choose what it should say." in client.post(address, {}).text
    assert client.post(address, {"says": "nothing"}).status_code == 302
    made = Credential.objects.get()
    file = f"/my-training/passport/credential-{made.uuid}.json"
    assert file in client.get(address).text
    answer = client.get(file)
    assert answer.json() == made.document
    assert answer["Cache-Control"] == "private, no-store"
    client.post(address, {"says": "address"})
    assert "Sign it" not in client.get(address).text
    for other in (a_person(), somebody(Kind.PROGRAMME_TEAM)):
        sign_in(client, other)
        assert client.get(file).status_code == client.get(address).status_code == 404


def test_everything_of_it_is_off_by_default(client, completion, settings):
    sign_in(client, completion.person)
    pages = [f"/my-training/passport/{completion.pk}/credential/", "/credentials/issuer/", "/credentials/status/1/"]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    for page in ("/my-training/passport/", "/certificates/"):
        assert "credential" not in client.get(page).text.lower()
    settings.OPEN_BADGES = True  # without a key it stays off
    assert client.get(pages[1]).status_code == 404


def test_keys_and_lists_are_for_everybody(client, taken, key):
    answer = client.get("/credentials/issuer/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["assertionMethod"] == [f"{ISSUER}#{key}"]
    assert client.get("/credentials/status/1/")["Content-Type"] == "application/vc"
    assert client.get("/credentials/status/2/").status_code == 404


@pytest.mark.parametrize(
    ("path", "to", "words"),
    [
        ((*COURSE, "name"), "Another course", "What differs: the name of the course."),
        (("validUntil",), "2099-12-31T23:59:59Z", "What differs: until when it counts."),
        (("proof", "proofValue"), "z1", "What differs: the signature."),
        ((*COURSE, "version"), "9", "What differs: something else in it."),
        (("honour",), "first class", "What differs: something else in it."),
        (("credentialSubject",), "me", "What differs: whose it is; the hours; the name of the course"),
        (("id",), "urn:uuid:00000000-0000-4000-8000-000000000000", "not from here"),
        (("id",), "17", "not from here"),
    ],
)
def test_site_says_what_was_changed(client, taken, path, to, words):
    answer = client.post("/certificates/", {"credential": json.dumps(changed(taken.document, *path, to=to))})
    assert words in answer.text


def test_site_says_whether_it_stands(client, taken, completion, team):
    text = json.dumps(taken.document)
    asked = {"credential": text}
    assert "unchanged, and it stands" in client.post("/certificates/", asked).text
    file = SimpleUploadedFile("credential.json", b"\xef\xbb\xbf" + text.encode())
    assert "unchanged, and it stands" in client.post("/certificates/", {"file": file}).text
    certificates.revoke_certificate(taken.certificate, why="It was given twice.", by=team)
    page = client.post("/certificates/", asked).text
    assert "It was taken back: It was given twice." in page
    assert "Oakhurst" not in page


@pytest.mark.parametrize("text", ["{", "[]", "[" * 9000, "nothing", '{"id": ' + "9" * 5000 + "}"])
def test_what_is_no_credential_is_told_so(client, key, text):
    answer = client.post("/certificates/", {"credential": text})
    assert answer.status_code == 200
    assert "cannot be read as a credential" in answer.text or "not from here" in answer.text


def test_what_is_too_long_is_kept_for_whoever_typed_it(client, key):
    answer = client.post("/certificates/", {"credential": "{" * 20_001})
    assert "longer than any credential of ours" in answer.text
    assert "{{{" in answer.text


def test_credential_of_a_key_that_was_thrown_away_counts_no_more(taken, key, settings):
    (settings.KEYS / f"{key}{keys.CHECKS}").unlink()
    assert "a key that does not count any more" in check_credential(json.dumps(taken.document)).sentence


def test_whoever_is_erased_takes_their_credentials_out_of_the_list(client, taken):
    before = json.loads(client.get("/credentials/status/1/").content)["credentialSubject"]["encodedList"]
    taken.certificate.delete()
    assert not Credential.objects.exists()
    assert json.loads(client.get("/credentials/status/1/").content)["credentialSubject"]["encodedList"] != before
