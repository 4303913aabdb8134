"""A receipt is known by its code, by its paper and by its text; one altered letter, and it is not."""

import hashlib
import re
import subprocess
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.accounts.models import Person
from partnership.core import documents, privacy
from partnership.core.documents import Fact, Paper, Part, Section
from partnership.partners.actions import charter
from partnership.partners.models import Commitment, Kind
from partnership.partners.queries import receipts as queries
from tests.commitments import BEFORE_NEW, CLAUSE, a_lead, pledged, signed
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
PAPER = Paper("A receipt", "Somebody has signed.", "Heartwood", "Receipt 1", "en")


def altered(content, place):
    """Change one letter."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.fixture
def receipt():
    partner, lead = a_lead()
    return signed(partner, lead)


def test_a_receipt_is_known_by_its_code_however_it_is_typed(receipt):
    for typed in (receipt.code, receipt.code_words, f" {receipt.code.lower()[:5]} {receipt.code[5:]} "):
        verdict = queries.verify_code(typed)
        assert verdict.known
        assert "Elder Tree Works signed version 2026-1" in verdict.sentence
        assert verdict.standing == "It stands."


def test_a_code_with_one_other_letter_is_not_known(receipt):
    other = ("B" if receipt.code[0] != "B" else "C") + receipt.code[1:]
    assert not queries.verify_code(other).known


def test_a_receipt_is_known_by_its_paper_and_by_either_hash(receipt):
    assert queries.verify_file(bytes(receipt.pdf)).known
    assert queries.verify_file(receipt.receipt_text().encode()).known
    assert queries.verify_code(receipt.pdf_sha256.upper()).known
    assert queries.verify_code(receipt.receipt_sha256).known


def test_a_paper_altered_by_one_letter_is_not_known(receipt):
    paper = bytes(receipt.pdf)
    for place in (0, len(paper) // 3, len(paper) // 2, len(paper) - 1):
        verdict = queries.verify_file(altered(paper, place))
        assert (verdict.known, verdict.code) == (False, "")
        assert "One letter is enough" in verdict.sentence


def test_every_letter_of_the_text_matters(receipt):
    text = receipt.receipt_text().encode()
    assert not any(queries.verify_file(altered(text, place)).known for place in range(0, len(text), 7))


def test_a_hash_that_is_nobodys_is_not_known(receipt):
    assert "another" in queries.verify_code("0" * 64).sentence


def test_a_receipt_says_when_it_was_taken_back_replaced_or_paused(receipt):
    partner, lead = receipt.partner, receipt.signed_by
    receipt.paused_at = datetime(2026, 10, 1, tzinfo=UTC)
    receipt.state = "paused"
    receipt.save()
    assert "paused since 1 October 2026" in queries.verify_code(receipt.code).standing
    charter.withdraw(receipt, by=lead)
    assert "took it back" in queries.verify_code(receipt.code).standing
    old = signed(partner, lead, at=BEFORE_NEW)
    new = signed(partner, lead)
    page = queries.receipt(old.code)
    assert (page.stands, page.replaced_by) == (False, new.code)
    assert "replaced on" in page.standing


def test_a_receipt_of_a_partner_that_left_does_not_stand(receipt):
    receipt.partner.state = "left"
    receipt.partner.save()
    page = queries.receipt(receipt.code)
    assert not page.stands
    assert "has left the partnership" in page.standing


def test_what_was_never_signed_has_no_receipt(receipt):
    Commitment.objects.filter(pk=receipt.pk).update(state="draft")
    assert queries.receipt(receipt.code) is None


def test_the_name_is_shown_only_where_the_signer_agreed():
    partner, lead = a_lead()
    made = signed(partner, lead, shows_name=True)
    assert queries.receipt(made.code).name == "Ada Wistow-Penn"
    charter.show_name(made, False, by=lead)
    assert queries.receipt(made.code).name == ""


def test_another_name_of_the_organisation_breaks_nothing(receipt):
    receipt.partner.name = "Elder Tree and Sons"
    receipt.partner.save()
    page = queries.receipt(receipt.code)
    assert (page.partner, page.partner_now) == ("Elder Tree Works", "Elder Tree and Sons")
    assert hashlib.sha256(page.lines.text.encode()).hexdigest() == page.lines.receipt_sha256


def test_erasing_the_signer_takes_name_salt_and_paper_and_breaks_nothing(receipt):
    person = Person.objects.get(pk=receipt.signed_by_id)
    Commitment.objects.filter(pk=receipt.pk).update(senior_lead=person.name, shows_name=True)
    privacy.erase_rows(person)
    erased = Commitment.objects.get(pk=receipt.pk)
    assert (erased.signed_name, erased.name_salt, erased.pdf, erased.shows_name) == ("", "", None, False)
    assert person.name not in erased.senior_lead
    assert queries.verify_code(receipt.code).known
    assert queries.verify_file(bytes(receipt.pdf)).known
    assert queries.verify_file(erased.receipt_text().encode()).known
    assert erased.receipt_text() == receipt.receipt_text()
    assert queries.receipt(receipt.code).name == ""


def test_pages_of_a_receipt_are_there_for_anybody_with_the_code(client, receipt):
    text = client.get(f"/receipts/{receipt.code}/").content.decode()
    assert "Elder Tree Works signed the charter" in text
    assert "Ada Wistow-Penn" not in text
    assert receipt.pdf_sha256 in text
    lines = client.get(f"/receipts/{receipt.code}/receipt.txt").content
    assert hashlib.sha256(lines).hexdigest() == receipt.receipt_sha256
    assert client.get("/receipts/BBBBBBBBBB/").status_code == 404
    assert client.get("/receipts/BBBBBBBBBB/receipt.txt").status_code == 404


def test_the_paper_is_for_the_partners_own_people(client, receipt):
    address = f"/for/{receipt.partner.slug}/charter/receipts/{receipt.code}/receipt.pdf"
    assert client.get(address).status_code == 302
    sign_in(client, somebody(Kind.PRACTITIONER, partner=a_partner()))
    assert client.get(address).status_code == 404
    sign_in(client, receipt.signed_by)
    answer = client.get(address)
    assert (answer.content, answer.headers["Content-Type"]) == (bytes(receipt.pdf), "application/pdf")
    Commitment.objects.filter(pk=receipt.pk).update(pdf=None)
    assert client.get(address).status_code == 404


def test_verify_page_takes_a_code_a_hash_and_a_file(client, receipt):
    assert "It stands." in client.post("/verify/", {"code": receipt.code_words}).content.decode()
    assert "It stands." in client.get("/verify/", {"code": receipt.code}).content.decode()
    file = SimpleUploadedFile("receipt.pdf", bytes(receipt.pdf), "application/pdf")
    assert "This is the receipt, unchanged." in client.post("/verify/", {"file": file}).content.decode()
    other = SimpleUploadedFile("receipt.pdf", altered(bytes(receipt.pdf), 900), "application/pdf")
    text = client.post("/verify/", {"file": other}).content.decode()
    assert "This is not a receipt from here" in text
    assert "See the receipt" not in text


def test_verify_page_asks_for_one_of_the_two_and_for_no_giant(client):
    assert "Type the code, or choose the file." in client.post("/verify/", {}).content.decode()
    assert client.get("/verify/").status_code == 200
    giant = SimpleUploadedFile("film.pdf", b"0" * (5 * 1024 * 1024 + 1))
    assert "larger than any receipt of ours" in client.post("/verify/", {"file": giant}).content.decode()


def test_verify_page_keeps_its_guard(receipt):
    from django.test import Client  # noqa: PLC0415

    assert Client(enforce_csrf_checks=True).post("/verify/", {"code": receipt.code}).status_code == 403


def test_a_receipt_shows_pledges_only_where_the_partner_chose(client, receipt):
    pledged(receipt.partner, receipt.signed_by, what="We walk through the front door together.")
    address = f"/receipts/{receipt.code}/"
    assert "front door" not in client.get(address).content.decode()
    receipt.partner.shows_pledges = True
    receipt.partner.save()
    assert "front door" in client.get(address).content.decode()
    assert CLAUSE not in client.get(address).content.decode()


def test_a_paper_is_tagged_titled_and_the_same_every_time():
    at = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    made = documents.pdf(PAPER, at=at)
    assert made == documents.pdf(PAPER, at=at)
    for sign in (
        b"/StructTreeRoot",
        b"/Lang(en)",
        b"pdfuaid",
        b"/DisplayDocTitle true",
        b'<rdf:li xml:lang="x-default">A receipt',
    ):
        assert sign in made
    assert made != documents.pdf(PAPER, at=at.replace(year=2025))


def test_words_are_data_and_never_run():
    odd = '#panic("run") $x$ *bold* [x] <a> @ref \\ // `raw` "quoted" #{1+1}'
    paper = Paper(
        odd, odd, "Heartwood", odd, "en", (Fact(odd, odd),), (Section(odd, (odd,), (Part(odd, odd),), odd),), odd
    )
    assert documents.pdf(paper, at=datetime(2026, 1, 1, tzinfo=UTC))[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["Çağla Żółć", "Ёлка", "ਆਸ ਪਾਸ", "امید", "𐍈𐌰"])
def test_a_name_in_any_letters_gives_a_paper(name):
    paper = Paper("A receipt", name, "Heartwood", "1", "en", (Fact("Name", name),))
    assert documents.pdf(paper, at=datetime(2026, 1, 1, tzinfo=UTC))[:5] == b"%PDF-"


def test_a_layout_that_is_broken_says_so(monkeypatch, tmp_path):
    broken = tmp_path / "paper.typ"
    broken.write_text("#panic()")
    monkeypatch.setattr(documents, "LAYOUT", broken)
    with pytest.raises(documents.typst.TypstError, match="panicked"):
        documents.pdf(PAPER, at=datetime(2026, 1, 1, tzinfo=UTC))


def test_a_demonstration_receipt_says_on_its_face_that_it_is_made_up(receipt):
    from partnership.partners.actions.receipts import _paper  # noqa: PLC0415

    assert _paper(receipt).warning == ""
    receipt.partner.fictional = True
    assert "Made up" in _paper(receipt).warning


def test_a_stranger_follows_the_document_with_sha256sum(receipt, root, tmp_path):
    """The commands of docs/receipts.md, run as they stand there."""
    shell = re.findall(r"```sh\n(.*?)```", (root / "docs" / "receipts.md").read_text(encoding="utf-8"), re.S)
    (tmp_path / f"receipt-{receipt.code}.txt").write_bytes(receipt.receipt_text().encode())
    (tmp_path / "receipt.pdf").write_bytes(bytes(receipt.pdf))
    told = {"CODE": receipt.code, "SALT": receipt.name_salt, "NAME": receipt.signed_name}
    found = [
        subprocess.run(
            ["sh", "-c", one],
            cwd=tmp_path,
            env={**told, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[0]
        for one in shell
    ]
    assert found == [receipt.receipt_sha256, receipt.name_sha256, receipt.pdf_sha256]


def test_a_stranger_works_out_the_clauses_hash_as_the_document_says(root, pack, monkeypatch, capsys):
    (program,) = re.findall(r"```python\n(.*?)```", (root / "docs" / "receipts.md").read_text(encoding="utf-8"), re.S)
    monkeypatch.chdir(root)
    exec(program, {})
    assert capsys.readouterr().out.strip() == pack.charters["2026-1"].sha256
