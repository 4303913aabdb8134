"""What was said of somebody who has no account: it waits for them, counts nowhere, and goes on its day."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.sessions import Session, of_led_or_organised
from partnership.core import sealing
from partnership.core.models import SealedField, random_key
from partnership.core.privacy import CONFIDED_DATA, Basis, Delete
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner, reach


def hash_of(address):
    """Hash an address with a secret that stands outside the database: whoever steals that alone cannot try addresses."""
    small = address.strip().lower().encode()
    return hmac.digest(sealing.secret("codes"), b"academy awaiting " + small, hashlib.sha256).hex()


def about_address(person):
    """Give the rows that were said of the address of a person."""
    return Q(address_hash=hash_of(person.email)) if person.email else Q(pk__in=())


def _said_by_ours(person):
    held = reach(person)
    if held.runs_programme:
        return Q()
    return Q(partner__in=held.leads) if held.leads else None


class Awaitings(Visible["Awaiting"]):
    """Words for what waits."""

    sees = (
        Sees(
            _("Leads of the organisation that said it, and the programme team"),
            _("what waits for somebody without an account, and until when; not for whom"),
            _said_by_ours,
        ),
        Sees(_("Whoever leads or organises the session"), _("that marks wait; not for whom"), of_led_or_organised),
    )

    def waiting(self):
        """Give what has not come to its day."""
        return self.filter(until_on__gte=timezone.localdate())

    def for_address(self, address):
        return self.waiting().filter(address_hash=hash_of(address))

    def untold(self, again_from):
        """Give what nobody has written about yet, or what could not be sent and is tried again."""
        return self.waiting().filter(Q(tried_at=None) | Q(told_at=None, tried_at__lt=again_from), tries__lt=5)


class Awaiting(models.Model):
    """One thing that was said of an address without an account: a course completed elsewhere, or marks in a register."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    address = SealedField(_("e-mail address"))
    address_hash = models.CharField(max_length=64, db_index=True)
    name = SealedField(_("name, as it was given"), blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="awaiting")
    course = models.CharField(max_length=60, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    said = models.JSONField()  # what becomes of it: a completion, or the marks
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField()
    secret_hash = models.CharField(max_length=64, blank=True, db_index=True)  # of the link in the letter
    tried_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = Awaitings.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="marks_wait_once_for_an_address",
                fields=["address_hash", "session"],
                condition=Q(session__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_completion_waits_once_for_an_address",
                fields=["address_hash", "course", "completed_on"],
                condition=Q(session__isnull=True),
            ),
            models.CheckConstraint(
                name="what_waits_is_one_of_two",
                condition=Q(session__isnull=False, completed_on__isnull=True)
                | Q(session__isnull=True, completed_on__isnull=False),
            ),
        ]

    class Privacy:
        """Address and name are locked; only the letter to that address leads to them."""

        called = _("what waits for people without an account")
        fields = {
            "address_hash": _("fingerprint of the address"),
            "partner": _("the organisation that said it"),
            "session": _("session"),
            "course": _("course"),
            "completed_on": _("when it was completed"),
            "said": _("what was said"),
            "said_at": _("when it was said"),
            "said_by": _("who said it"),
            "until_on": _("until when it waits"),
            "secret_hash": _("fingerprint of the link in the letter"),
            "tried_at": _("when a letter was tried"),
            "told_at": _("when they were told"),
            "tries": _("how often a letter was tried"),
        }
        purpose = _("Letting somebody have what they learned once they have an account, or have it deleted at once.")
        basis = Basis.LEGITIMATE_INTERESTS
        kept = _("Until they sign in or delete it, and at most 180 days.")
        keep_days, since = 0, "until_on"
        people = _("People without an account, of whom an organisation or a trainer said what they learned.")
        from_whom = _("From an organisation that they belong to, or from whoever led the training.")
        subjects = (about_address,)
        erased = Delete()
        foi = CONFIDED_DATA
        not_words = ("address", "address_hash", "name", "course", "said", "secret_hash")
        public = ()
        partners = ()
        personal = (
            *("id", "partner", "session", "course", "completed_on", "said", "said_at", "said_by", "until_on"),
            *("tried_at", "told_at", "tries"),
        )
        confided = ("address", "address_hash", "name", "secret_hash")
        secrets = ("secret_hash",)

    def __str__(self):
        return "…"
