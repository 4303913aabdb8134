"""What a receipt says to anybody who holds it, and whether a code or a file is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.pack import in_language
from partnership.partners.models import IN_DIRECTORY, Commitment
from partnership.partners.models.charter import sha256
from partnership.partners.queries.pledges import PublicPledge, public_pledges


@dataclass(frozen=True, slots=True)
class Signed:
    """One clause as it was signed."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """What anybody can hash for themselves, and what has to come out."""

    text: str
    receipt_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signature, as its receipt shows it to anybody. `name` is empty unless the signer agreed to show it."""

    code: str
    code_words: str
    partner: str
    partner_now: str  # the organisation's name today, where it is another
    fictional: bool
    version: str
    charter_there: bool
    signed_on: date
    name: str
    job: str
    clauses: tuple[Signed, ...]
    stands: bool
    standing: str
    replaced_by: str  # the code of the newer one
    lines: Lines
    pledges: tuple[PublicPledge, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what somebody brought is known, in a sentence."""

    known: bool
    sentence: str
    standing: str = ""
    code: str = ""


def receipt(code: str) -> Receipt | None:
    """Show the receipt of this code; nothing where there is none."""
    found = Commitment.objects.with_code(code).select_related("partner").first()
    return _receipt(found) if found else None


def _receipt(found: Commitment) -> Receipt:
    by = found.replaced_by.ever_signed().light().first()
    name, job = (found.signed_name, found.signed_job) if found.shows_name else ("", "")
    return Receipt(
        code=found.code or "",
        code_words=found.code_words,
        partner=found.partner_name,
        partner_now=found.partner.name if found.partner.name != found.partner_name else "",
        fictional=found.partner.fictional,
        version=found.version,
        charter_there=found.version in pack.current().charters,
        signed_on=timezone.localdate(found.signed_at),
        name=name,
        job=job,
        clauses=tuple(Signed(_said(one["title"]), _said(one["text"])) for one in found.clauses),
        stands=found.state == "signed" and found.partner.state in IN_DIRECTORY,
        standing=standing_words(found),
        replaced_by=by.code if by else "",
        lines=Lines(found.receipt_text(), found.receipt_sha256, found.pdf_sha256),
        pledges=public_pledges(found.partner),
    )


def _said(words: dict[str, str]) -> str:
    return in_language(pack.Words(words))


def standing_words(commitment: Commitment) -> str:
    """Say in a sentence whether a signature stands."""
    ended = commitment.ended_at or commitment.paused_at
    day = formats.date_format(timezone.localtime(ended), "j F Y") if ended else ""
    if commitment.state == "withdrawn":
        return _("The organisation took it back on %(day)s. It does not stand any more.") % {"day": day}
    if commitment.state == "superseded":
        return _("It was replaced on %(day)s by a signature to a newer version.") % {"day": day}
    if commitment.partner.state not in IN_DIRECTORY:
        return _("The organisation has left the partnership. Its signature does not stand any more.")
    if commitment.state == "paused":
        return _("It is paused since %(day)s: a year passed without a word. A few words will wake it.") % {"day": day}
    return _("It stands.")


def verify_code(typed: str) -> Verdict:
    """Say whether a code, or a hash typed in its place, belongs to a receipt."""
    hashed = typed.strip().lower()
    if len(hashed) == 64 and all(letter in "0123456789abcdef" for letter in hashed):
        return _by_hash(
            hashed, _("Nothing signed here has this hash. If one letter of the file was changed, its hash is another.")
        )
    found = Commitment.objects.with_code(typed).select_related("partner").first()
    if found is None:
        return Verdict(
            False, _("No receipt has this code. Look at each letter again: there are no vowels, no 0 and no 1.")
        )
    return _known(found, _("This code belongs to a receipt."))


def verify_file(content: bytes) -> Verdict:
    """Say whether a file is, byte for byte, the paper or the text of a receipt. The file is hashed and forgotten."""
    return _by_hash(
        sha256(content),
        _("This is not a receipt from here, or something in it was changed after it was made. One letter is enough."),
    )


def _by_hash(sha: str, unknown: str) -> Verdict:
    found = Commitment.objects.with_hash(sha).select_related("partner").first()
    if found is None:
        return Verdict(False, unknown)
    return _known(found, _("This is the receipt, unchanged."))


def _known(found: Commitment, sentence: str) -> Verdict:
    assert found.signed_at is not None
    who = _("%(partner)s signed version %(version)s of the charter on %(day)s.") % {
        "partner": found.partner_name,
        "version": found.version,
        "day": formats.date_format(timezone.localtime(found.signed_at), "j F Y"),
    }
    return Verdict(True, f"{sentence} {who}", standing_words(found), found.code or "")
