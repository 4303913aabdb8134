"""A completion taken along as signed data: what was signed, and where it stands whether it was taken back."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.completions import Certificate
from partnership.core.credentials.statuses import LENGTH
from partnership.core.models import random_key
from partnership.core.privacy import PERSONAL_DATA, Basis, Delete
from partnership.core.visibility import Sees, Visible

CROWDED = LENGTH // 2  # then another list begins, so that a free place is soon found


def free_place():
    """Draw a place that no credential has. Drawn, because one that was deleted must not soon lend its place to another."""
    known = Credential.objects.count() // CROWDED
    while True:
        place = known * LENGTH + secrets.randbelow(LENGTH)
        if not Credential.objects.filter(place=place).exists():
            return place


class Credentials(Visible["Credential"]):
    """Words for credentials."""

    sees = (
        Sees(
            _("The person"),
            _("the credentials that they took"),
            lambda person: Q(certificate__person=person) if person is not None else None,
        ),
        Sees(_("Whoever holds a credential"), _("whether it was taken back"), lambda _person: None),
    )

    def standing(self):
        """Those whose certificate, and what was completed, was not taken back."""
        return self.filter(certificate__revoked_at=None, certificate__completion__revoked_at=None)

    def in_list(self, number):
        """Those that have their place in this list; the first is 1."""
        return self.filter(place__gte=(number - 1) * LENGTH, place__lt=number * LENGTH)


class Credential(models.Model):
    """What one person took along of one certificate: signed once, and kept as it was signed."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="credentials")
    with_address = models.BooleanField(_("says whose it is"))
    place = models.PositiveIntegerField(unique=True, default=free_place, editable=False)
    key = models.CharField(max_length=20)
    document = models.JSONField()
    taken_at = models.DateTimeField()

    objects = Credentials.as_manager()

    class Meta:
        ordering = ["-taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "with_address", "key"], name="a_credential_is_signed_once_with_a_key"
            ),
        ]

    class Privacy:
        """Signed data that a person took along. Without their wish nothing in it says whose it is."""

        called = _("credentials")
        fields = {
            "uuid": _("number of the credential"),
            "certificate": _("certificate"),
            "place": _("place in the list of what was taken back"),
            "key": _("key that signed it"),
            "document": _("what was signed"),
            "taken_at": _("when it was taken"),
        }
        purpose = _("Letting you show what you learned.")
        basis = Basis.CONSENT
        kept = _("With the certificate; deleted when the person is erased.")
        subjects = ("certificate__person",)
        erased = Delete()
        foi = PERSONAL_DATA
        copies = ("document",)
        not_words = ("key", "document")
        public = ()
        partners = ()
        personal = ("id", "uuid", "certificate", "with_address", "place", "key", "document", "taken_at")
        confided = ()

    def __str__(self):
        return str(self.uuid)

    @property
    def urn(self):
        """Give the name that it has in itself: one that leads nowhere, and to nobody."""
        return f"urn:uuid:{self.uuid}"
