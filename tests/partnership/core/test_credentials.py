"""Keys that sign credentials, signatures as the W3C publishes them, and what the commands and checks say."""

import base64
import gzip
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command

from partnership.core.credentials import contexts, keys, proofs, statuses, switched_on
from partnership.core.keys import the_keys_are_where_they_should_be

# Data Integrity EdDSA Cryptosuites 1.0 (W3C Recommendation of 15 May 2025), appendix B.1: © W3C, W3C Document License.
EXAMPLES = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLISHED = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
HASHES = (
    "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb"
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
)
SIGNATURE = "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"
ALUMNI = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


@pytest.fixture
def folder(settings, tmp_path):
    settings.KEYS = tmp_path
    return tmp_path


@pytest.fixture
def alumni(monkeypatch, tmp_path):
    file = tmp_path / "examples.jsonld"
    file.write_text(json.dumps(EXAMPLES))
    monkeypatch.setitem(contexts.KNOWN, ALUMNI["@context"][1], file)
    key = Ed25519PrivateKey.from_private_bytes(keys.from_multibase(SECRET)[2:])
    method = f"https://vc.example/issuers/5678#{PUBLISHED}"
    return proofs.signed(ALUMNI, key=key, method=method, created="2023-02-24T23:36:38Z")


def test_published_example_is_signed_as_it_was_published(alumni):
    proof = dict(alumni["proof"])
    assert proof.pop("proofValue") == SIGNATURE
    assert proofs.hashed(ALUMNI, proof).hex() == HASHES
    assert proofs.holds(alumni, key=keys.from_multikey(PUBLISHED))


def test_signature_of_something_else_does_not_hold(alumni):
    key = keys.from_multikey(PUBLISHED)
    assert not proofs.holds({**alumni, "name": "Alumni credential"}, key=key)
    assert not proofs.holds({**alumni, "proof": {**alumni["proof"], "created": "2023-02-24T23:36:39Z"}}, key=key)


def test_context_from_elsewhere_is_refused_and_never_fetched():
    from pyld.jsonld import JsonLdError

    with pytest.raises(JsonLdError) as told:
        proofs.canonical({"@context": ["https://example.org/v1"], "id": "urn:x"})
    assert any("none of the contexts" in str(one) for one in _causes(told.value))


def test_control_characters_are_never_signed(alumni):
    odd = {**ALUMNI, "name": "Alumni\tCredential\x7f"}
    with pytest.raises(ValueError, match="control character"):
        proofs.canonical(odd)
    assert proofs.printable({"a": ["b\tc", 1, None]}) == {"a": ["b c", 1, None]}
    assert proofs.canonical(proofs.printable(odd))


def _causes(error):
    while error:
        yield error
        error = error.__cause__ or error.__context__


def test_only_the_newest_key_signs_and_all_of_them_check(folder):
    first, second = keys.new_badge_key(), keys.new_badge_key()
    assert keys.names() == [first, second] == ["badge-0001", "badge-0002"]
    assert keys.current() == second
    assert sorted(path.name for path in folder.iterdir()) == [
        "badge-0001.checks",
        "badge-0002.checks",
        "badge-0002.signs",
    ]
    assert keys.multikey(keys.signs(second).public_key()) == keys.published(second)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_multikey_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="is no Ed25519 key"):
        keys.from_multikey(keys.multibase(b"\x80\x24" + bytes(33)))
    with pytest.raises(ValueError, match="begins with a z"):
        keys.from_multikey("u7QE")
    assert keys.from_multibase(keys.multibase(b"\0\0\x01")) == b"\0\0\x01"


def test_command_makes_a_key_and_says_what_is_missing(folder, settings, capsys):
    settings.OPEN_BADGES = False
    call_command("make_badge_key")
    said = capsys.readouterr().out
    assert "badge-0001 signs credentials from now on." in said
    assert "OPEN_BADGES=1 switches them on." in said
    assert not switched_on()
    settings.OPEN_BADGES = True
    assert switched_on()
    call_command("make_badge_key")
    assert "switches" not in capsys.readouterr().out


def test_site_without_a_key_says_so(folder, settings):
    settings.OPEN_BADGES = True
    assert [one.id for one in the_keys_are_where_they_should_be(None)] == ["core.W001"]
    keys.new_badge_key()
    assert the_keys_are_where_they_should_be(None) == []


def test_list_has_a_bit_for_each_place_and_says_no_of_what_it_does_not_know():
    told = statuses.status_list("https://x.example/1/", "https://x.example/", [0, 9, 131_071], "2026-01-01T00:00:00Z")
    text = told["credentialSubject"]["encodedList"]
    assert text.startswith("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert len(bits) * 8 == statuses.LENGTH
    stands = [place for place in range(statuses.LENGTH) if not bits[place // 8] & 0x80 >> place % 8]
    assert stands == [0, 9, 131_071]
