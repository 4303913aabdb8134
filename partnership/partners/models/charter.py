"""What a partner commits to, who signed it, and the receipt that anybody can check."""

import hashlib
import re
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AT_WORK, FOR_THEIR_ORGANISATION, Basis, Blank, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.organisations import Partner, PartnerPlace
from partnership.partners.models.reach import reach
from partnership.partners.models.roles import Kind

SIGNING = Machine(
    "commitment",
    {
        "draft": _("Being prepared"),
        "awaiting": _("Waiting for a signature"),
        "signed": _("Signed"),
        "paused": _("Paused"),
        "superseded": _("Replaced by a newer signature"),
        "withdrawn": _("Withdrawn"),
        "set-aside": _("Put aside before it was signed"),
    },
    start=("draft",),
    steps=(
        Step("asked", ("draft",), "awaiting", _("Anybody of the partner")),
        Step("taken_back", ("awaiting",), "draft", _("Anybody of the partner")),
        Step("signed", ("draft", "awaiting"), "signed", _("A lead of the partner, or the person named to sign")),
        Step("set_aside", ("draft", "awaiting"), "set-aside", _("A lead of the partner")),
        Step("paused", ("signed",), "paused", _("The site, when a year passed without a word")),
        Step("resumed", ("paused",), "signed", _("A lead of the partner, or the site when a report comes")),
        Step("superseded", ("signed", "paused"), "superseded", _("The site, when a newer version is signed")),
        Step("withdrawn", ("signed", "paused"), "withdrawn", _("A lead of the partner")),
    ),
    ends=frozenset({"superseded", "withdrawn", "set-aside"}),
)
OPEN = ("draft", "awaiting")
STANDING = ("signed", "paused")
WAS_SIGNED = (*STANDING, "superseded", "withdrawn")
LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"  # no vowels, so no words; nothing that looks like something else
CODE_LENGTH = 10


class Authority(models.TextChoices):
    """Why somebody may sign for an organisation."""

    HEAD = "head", _("I lead this organisation, or I am one of those who do")
    GIVEN = "given", _("Those who lead it gave me the authority to sign this")


def plain_code(typed: str) -> str:
    """Give a code as it is kept, however it was typed: without spaces or hyphens, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def sha256(text: str | bytes) -> str:
    """Give the SHA-256 of a text or of a file's bytes, as 64 letters and digits."""
    return hashlib.sha256(text.encode("utf-8") if isinstance(text, str) else text).hexdigest()


def of_my_partners(person):
    """Rows of the partners that the person holds a role in."""
    held = reach(person).partners
    return Q(partner__in=held) if held else None


def for_the_programme(person):
    """Every row, for those who run the programme."""
    return Q() if reach(person).runs_programme else None


def in_my_places(person):
    """Rows of the partners in the places that the person leads."""
    places = [place for place, kinds in reach(person).places.items() if Kind.PLACE_LEAD in kinds]
    return Q(partner__in=PartnerPlace.objects.filter(place__in=places).values("partner")) if places else None


class Commitments(Visible["Commitment"]):
    """Words for commitments."""

    sees = (
        Sees(
            _("Anybody"),
            _("what listed partners signed, and whether it stands"),
            lambda _person: Q(state__in=WAS_SIGNED, partner__in=Partner.objects.listed()),
        ),
        Sees(_("Whoever holds the code of a receipt"), _("that receipt"), lambda _person: None),
        Sees(_("People of the partner"), _("what it prepares and what it signed"), of_my_partners),
        Sees(_("Place leads"), _("what partners in their place prepare and signed"), in_my_places),
        Sees(_("The programme team"), _("every commitment"), for_the_programme),
    )

    def open(self):
        return self.filter(state__in=OPEN)

    def standing(self):
        return self.filter(state__in=STANDING)

    def ever_signed(self):
        return self.filter(state__in=WAS_SIGNED)

    def of(self, partner):
        return self.filter(partner=partner)

    def light(self):
        """Without the papers, which weigh more than all the rest; `has_paper` says whether there is one."""
        return self.defer("pdf").annotate(
            has_paper=models.ExpressionWrapper(Q(pdf__isnull=False), output_field=models.BooleanField())
        )

    def with_code(self, typed):
        """The receipt of this code. Whoever holds the code was given it, and may read what it says."""
        return self.ever_signed().light().filter(code=plain_code(typed))

    def with_hash(self, sha):
        """The receipt whose paper, or whose text, has this hash: whoever has the file has what it says."""
        return self.ever_signed().light().filter(Q(pdf_sha256=sha) | Q(receipt_sha256=sha))


class Commitment(Revisioned):
    """One partner's word to one version of the charter: prepared, signed, and kept, paused, replaced or withdrawn."""

    TRANSITIONS = SIGNING

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="commitments")
    state = models.CharField(max_length=10, choices=SIGNING.states.items(), default="draft")
    version = models.CharField(max_length=20)
    charter_urn = models.CharField(max_length=200)
    clauses_sha256 = models.CharField(max_length=64)
    clauses = models.JSONField()  # key, urn, title and text of each, in every language, exactly as they were agreed to
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    clauses_read = models.BooleanField(_("clauses read"), default=False)
    senior_lead = models.CharField(_("senior lead"), max_length=100, blank=True)
    senior_lead_job = models.CharField(_("what the senior lead does"), max_length=100, blank=True)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who signs"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="to_sign",
    )
    authority = models.CharField(_("authority to sign"), max_length=10, choices=Authority.choices, blank=True)
    authority_from = models.CharField(_("who gave the authority"), max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="signed"
    )
    signed_name = models.CharField(_("name as typed"), max_length=100, blank=True)
    signed_job = models.CharField(_("what the signatory does"), max_length=100, blank=True)
    shows_name = models.BooleanField(_("the name may be shown"), default=False)
    partner_name = models.CharField(max_length=200, blank=True)  # as on the day: a later name does not change a receipt
    since_on = models.DateField(null=True, blank=True)  # its years count from here, through newer versions
    code = models.CharField(max_length=CODE_LENGTH, unique=True, null=True, blank=True)
    name_salt = models.CharField(max_length=64, blank=True)
    name_sha256 = models.CharField(max_length=64, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pdf = models.BinaryField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    stays_with = models.CharField(max_length=20, blank=True)  # the newer version that they looked at and left for now
    asked_year = models.PositiveSmallIntegerField(default=0)  # the last year whose report its leads were told of
    lapsed_year = models.PositiveSmallIntegerField(default=0)  # the last year that closed without a word
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField(_("why"), max_length=300, blank=True)

    objects = Commitments.as_manager()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(state__in=STANDING), name="partner_has_one_signature_that_stands"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(state__in=OPEN), name="partner_prepares_one_commitment"
            ),
            paired("signed", name="commitment_signed_at_and_by_are_a_pair"),
            paired("ended", name="commitment_ended_at_and_by_are_a_pair"),
            models.CheckConstraint(
                name="commitment_that_was_signed_has_a_receipt",
                condition=Q(signed_at__isnull=True)
                | Q(code__isnull=False, since_on__isnull=False) & ~Q(receipt_sha256="") & ~Q(pdf_sha256=""),
            ),
        ]

    class Privacy:
        """An organisation's word, and who gave it. The name, its salt and the paper go when the signer is erased."""

        called = _("commitments")
        fields = {
            "charter_urn": _("which charter"),
            "clauses_sha256": _("fingerprint of the clauses"),
            "clauses": _("the clauses, word for word"),
            "partner_name": _("what the organisation was called then"),
            "code": _("code of the receipt"),
            "name_salt": _("a secret that keeps the name from being guessed"),
            "name_sha256": _("fingerprint of the name"),
            "receipt_sha256": _("fingerprint of the receipt"),
            "pdf": _("the receipt"),
            "pdf_sha256": _("fingerprint of the receipt as a file"),
            "stays_with": _("the version it stays with"),
            "asked_year": _("the year it was last asked about"),
            "lapsed_year": _("the year that passed without a word"),
        }
        purpose = _("Knowing what was promised, who signed for it, and letting anybody check it.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership. The signer's name and the paper: until the signer is erased.")
        subjects = ("signed_by",)
        erased = Blank(
            {
                "signed_name": "",
                "signed_job": "",
                "shows_name": False,
                "authority_from": "",
                "name_salt": "",
                "pdf": None,
            }
        )
        copies = ("senior_lead", "signed_name", "authority_from", "ended_why")
        words = {
            "senior_lead": Reaches(_("People of the partner, and the programme team."), AT_WORK),
            "senior_lead_job": Reaches(_("People of the partner, and the programme team."), AT_WORK),
            "authority_from": Reaches(_("People of the partner, and the programme team."), AT_WORK),
            "ended_why": Reaches(_("People of the partner, and the programme team."), AT_WORK),
            "signed_name": Reaches(
                _("Whoever holds the receipt; anybody, if the signer says so."), FOR_THEIR_ORGANISATION
            ),
            "signed_job": Reaches(
                _("Whoever holds the receipt; anybody, if the signer says so."), FOR_THEIR_ORGANISATION
            ),
        }
        not_words = (
            "version",
            "charter_urn",
            "clauses_sha256",
            "clauses",
            "partner_name",
            "code",
            "name_salt",
            "name_sha256",
            "receipt_sha256",
            "pdf_sha256",
            "stays_with",
        )
        public = (
            *("id", "partner", "state", "version", "charter_urn", "clauses_sha256", "clauses", "replaces"),
            *("signed_at", "partner_name", "since_on", "code", "name_sha256", "receipt_sha256", "pdf_sha256"),
            *("shows_name", "paused_at", "ended_at"),
        )
        partners = ("revision", "prepared_at", "clauses_read", "stays_with", "asked_year", "lapsed_year", "ended_why")
        personal = (
            *("prepared_by", "senior_lead", "senior_lead_job", "signatory", "authority", "authority_from"),
            *("signed_by", "signed_name", "signed_job", "name_salt", "pdf", "ended_by"),
        )
        confided = ()

    def __str__(self):
        return f"{self.partner}: {self.version}, {self.get_state_display()}"

    @property
    def code_words(self):
        """The code as it is read out: two groups of five."""
        return f"{self.code[:5]}-{self.code[5:]}" if self.code else ""

    def receipt_text(self):
        """The lines whose SHA-256 is the receipt's hash: see docs/receipts.md. They name nobody."""
        return "\n".join(
            (
                "heartwood receipt 1",
                f"code: {self.code}",
                f"partner: {' '.join(self.partner_name.split())}",
                f"charter: {self.charter_urn}",
                f"clauses: {self.clauses_sha256}",
                f"signed: {self.signed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                f"name: {self.name_sha256}",
                "",
            )
        )
