"""Makes the receipt of a signature: its code, its hashes, its paper. What is hashed is told in docs/receipts.md."""

from __future__ import annotations

import secrets

from django.utils import formats, translation
from django.utils.translation import gettext as _

from partnership.core import documents, pack
from partnership.core.documents import Fact, Paper, Part, Section
from partnership.partners.models import Authority, Commitment
from partnership.partners.models.charter import CODE_LENGTH, LETTERS, sha256

SIGNED_FIELDS = (
    *("signed_at", "signed_by", "signed_name", "signed_job", "shows_name", "partner_name", "since_on", "replaces"),
    *("code", "name_salt", "name_sha256", "receipt_sha256", "pdf", "pdf_sha256"),
)


def _seal(commitment: Commitment) -> None:
    """Give a signed commitment, not saved yet, its code, hashes and paper."""
    commitment.code = _new_code()
    commitment.name_salt = secrets.token_hex(32)
    commitment.name_sha256 = sha256(f"{commitment.name_salt}:{commitment.signed_name}")
    commitment.receipt_sha256 = sha256(commitment.receipt_text())
    assert commitment.signed_at is not None
    commitment.pdf = documents.pdf(_paper(commitment), at=commitment.signed_at)
    commitment.pdf_sha256 = sha256(commitment.pdf)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        if not Commitment.objects.filter(code=code).exists():
            return code


def _said(words: dict[str, str]) -> str:
    return pack.in_language(pack.Words(words))


def _paper(commitment: Commitment) -> Paper:
    return Paper(
        title=_("Receipt for a signature"),
        lede=_("%(partner)s has committed to the charter, version %(version)s.")
        % {"partner": commitment.partner_name, "version": commitment.version},
        author="Heartwood",
        footer=_("Receipt %(code)s") % {"code": commitment.code_words},
        language=translation.get_language() or "en",
        warning=_("Made up, for demonstration. This organisation and this person do not exist.")
        if commitment.partner.fictional
        else "",
        facts=_facts(commitment),
        sections=(_clauses(commitment), _check(commitment)),
    )


def _facts(commitment: Commitment) -> tuple[Fact, ...]:
    who = ", ".join(filter(None, (commitment.signed_name, commitment.signed_job)))
    authority = {
        Authority.HEAD: _("They lead this organisation, or are one of those who do."),
        Authority.GIVEN: _("Those who lead this organisation gave them the authority to sign."),
    }
    assert commitment.signed_at is not None
    return (
        Fact(_("Organisation"), commitment.partner_name),
        Fact(_("Signed on"), formats.date_format(commitment.signed_at, "j F Y")),
        Fact(_("Signed by, with their typed name"), who),
        Fact(_("By what authority"), authority[Authority(commitment.authority)]),
        Fact(_("Code"), commitment.code_words),
    )


def _clauses(commitment: Commitment) -> Section:
    return Section(
        _("What was agreed to"),
        parts=tuple(Part(_said(one["title"]), _said(one["text"])) for one in commitment.clauses),
    )


def _check(commitment: Commitment) -> Section:
    return Section(
        _("How to check this receipt"),
        paragraphs=(
            _(
                "On the site that gave it, open the page “Check a receipt” (/verify/) and type the code, or give it this file."
                " A file in which one letter was changed is not known there."
            ),
            _(
                "Without the site: the receipt's hash is the SHA-256 of the lines below, each ending with a line feed. The"
                " line “name” is the SHA-256 of the salt, a colon and the name as it was typed."
            ),
        ),
        code=commitment.receipt_text()
        + f"\nreceipt hash: {commitment.receipt_sha256}\nname salt: {commitment.name_salt}",
    )
