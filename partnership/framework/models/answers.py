"""The seats that are asked, and what people answer there.

Nobody is sent a link of their own, and no time is written beside an answer: rows have random keys, so that not even their
order says who answered when. Answers without a name are added up and deleted when results open.
"""

import hmac
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core import sealing
from partnership.core.models import random_key
from partnership.core.privacy import Basis, Delete, Foi
from partnership.core.visibility import Sees, Visible
from partnership.framework.models.assessments import Assessment, of_assessments_of_my_partners
from partnership.partners.models.charter import LETTERS, sha256

LEVELS = 5
PEER = "peer"  # the seat whose people the programme team names
LINK_LENGTH = 10
CODE_LENGTH = 12
WORDS = "framework-words"  # the part of what readers read that is written here
TIMES_TO_WRITE = 3  # with one code, each after what stood before was taken back


def random_letters(length):
    """Give letters and digits that nobody can guess and everybody can read out."""
    return "".join(secrets.choice(LETTERS) for _one in range(length))


def new_link():
    """Give the end of an address for one seat."""
    return random_letters(LINK_LENGTH)


def unreadable(code):
    """Give a code as it is kept: whoever reads the table cannot go on in somebody's place."""
    return sha256(code)


def keys_of_words(code):
    """Give the keys under which words stand that were written with a code. Whoever has the tables finds no way to them."""
    secret = sealing.secret("codes")  # never changed: a code finds its words for as long as they stand
    made = (hmac.digest(secret, f"{WORDS} {code} {time}".encode(), "sha256") for time in range(TIMES_TO_WRITE))
    return tuple(int(one.hex()[:13], 16) + 1 for one in made)  # 52 bits, as `random_key` gives


class CameBy(models.TextChoices):
    """How answers came in."""

    LINK = "link", _("By the link")
    SHEET = "sheet", _("On a sheet of paper")
    WORKBOOK = "workbook", _("In a workbook")


class AskedSeats(Visible["AskedSeat"]):
    """Words for seats that are asked."""

    sees = (
        Sees(
            _("People of the partner"),
            _(
                "which seats are asked, and what is shown of each once results are open, words that a reader made ready too"
            ),
            of_assessments_of_my_partners,
        ),
    )

    def anonymous(self):
        return self.filter(anonymous=True)


class AskedSeat(models.Model):
    """One seat of one assessment: how many people are asked, and what is shown of it once results are open."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="seats")
    seat = models.CharField(max_length=40)  # its key in the edition
    anonymous = models.BooleanField()
    invited = models.PositiveSmallIntegerField(_("how many people you will ask"), default=0)
    link_secret = models.CharField(max_length=LINK_LENGTH, unique=True, default=new_link)  # the end of its address
    opened = models.JSONField(null=True, blank=True)  # what is shown: written once, when results open
    kept = models.JSONField(null=True, blank=True)  # what the next opening is held against: told to nobody
    words_open = models.JSONField(null=True, blank=True)  # keys of words made ready, shuffled: given once, for good
    columns_taken = models.JSONField(default=list, blank=True)  # SHA-256 of columns of workbooks, sorted: no response

    objects = AskedSeats.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "seat"], name="seat_is_asked_once")]

    class Privacy:
        """What a seat says together. Who sits in a seat that answers without a name is written nowhere."""

        called = _("seats asked")
        fields = {
            "assessment": _("assessment"),
            "seat": _("seat"),
            "anonymous": _("answers without a name"),
            "link_secret": _("end of the link"),
            "opened": _("what is shown"),
            "kept": _("counts held back"),
            "words_open": _("which words made ready are shown"),
            "columns_taken": _("columns of workbooks that were brought in, unreadable"),
        }
        purpose = _("Asking several seats, and showing what they say together only where nobody can be recognised.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the assessment that it belongs to.")
        people = _("Nobody in particular: counts of groups.")
        secrets = ("link_secret",)
        not_words = (
            "seat",
            "link_secret",
            "opened",
            "kept",
            "columns_taken",
            "words_open",
        )  # counts, and sentences of ours
        public = ("id",)
        partners = ("assessment", "seat", "anonymous", "invited", "opened")
        personal = ()
        confided = ("link_secret", "kept", "columns_taken", "words_open")

    def __str__(self):
        return self.seat


class Responses(Visible["Response"]):
    """Words for responses."""

    sees = (
        Sees(
            _("Whoever answers by name"),
            _("what they were asked and what they answered"),
            lambda person: Q(person=person) if person is not None else None,
        ),
        Sees(_("Whoever holds the code of a response without a name"), _("that response"), lambda _person: None),
    )

    def of(self, person):
        return self.filter(person=person)

    def handed_in(self):
        return self.filter(handed_in=True)


class Response(models.Model):
    """What one person says in one seat: by name, or held by a code that only they know."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    seat = models.ForeignKey(AskedSeat, on_delete=models.CASCADE, related_name="responses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="responses"
    )  # nobody in a seat without names
    code_secret = models.CharField(max_length=64, unique=True, null=True, blank=True)  # SHA-256 of the code
    came_by = models.CharField(max_length=8, choices=CameBy.choices, default=CameBy.LINK)
    handed_in = models.BooleanField(default=False)

    objects = Responses.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "person"], name="person_answers_once_in_a_seat"),
            models.CheckConstraint(
                name="response_has_a_name_or_a_code", condition=Q(person__isnull=True) | Q(code_secret__isnull=True)
            ),
        ]

    class Privacy:
        """By name where somebody was asked by name; else nobody is in it, and it is deleted when results open."""

        called = _("responses")
        fields = {
            "seat": _("seat"),
            "person": _("who answers by name"),
            "code_secret": _("the code, unreadable"),
            "came_by": _("how it came"),
            "handed_in": _("handed in"),
        }
        purpose = _("Counting what a seat says, and letting somebody go on with what they began.")
        basis = Basis.PUBLIC_TASK
        kept = _("Without a name: until results open. By name: with the assessment.")
        people = _("Leaders and peers who answer by name. Nobody can be found in the others.")
        subjects = ("person",)
        erased = Delete()
        secrets = ("code_secret",)
        not_words = ("code_secret",)
        foi = Foi(
            _("The partner itself"),
            _("Section 40(2), personal data, for answers by name. Counts of a public body may have to be given out."),
        )
        public = ()
        partners = ("seat",)
        personal = ("id", "person", "handed_in", "came_by")
        confided = ("code_secret",)

    def __str__(self):
        return self.seat.seat


class Answers(Visible["Answer"]):
    """Words for answers."""

    sees = (
        Sees(
            _("Whoever answers by name"),
            _("their own answers"),
            lambda person: Q(response__person=person) if person is not None else None,
        ),
    )


class Answer(models.Model):
    """The level that somebody chose for one standard, or that they passed it."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    standard = models.CharField(max_length=80)  # its key
    level = models.PositiveSmallIntegerField(null=True, blank=True)  # from 1; none: passed

    objects = Answers.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "standard"], name="standard_is_answered_once"),
            models.CheckConstraint(
                name="answer_is_a_level", condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=LEVELS)
            ),
        ]

    class Privacy:
        """Never shown beside a name, and deleted when results open wherever it has none."""

        called = _("answers to standards")
        fields = {"response": _("response"), "standard": _("standard"), "level": _("level")}
        purpose = _("Counting what a seat says.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the response that it belongs to.")
        people = _("Leaders and peers who answer by name. Nobody can be found in the others.")
        subjects = ("response__person",)
        erased = Delete()
        not_words = ("standard",)
        public = ()
        partners = ()
        personal = ("id", "response", "standard", "level")
        confided = ()

    def __str__(self):
        return self.standard


def hold_answers(assessment):
    """Hold everything answered without a name, before it is counted or deleted.

    Whoever saves or hands in holds their own response. So they come before and count, or come after and are told.
    """
    seats = AskedSeat.objects.select_for_update(no_key=True).filter(assessment=assessment).anonymous()
    held = list(seats.values_list("pk", flat=True))
    list(Response.objects.select_for_update().filter(seat__in=held).values_list("pk"))
