"""What people were asked before training, after it and three months later; and what they said, as nobody's.

Nobody is sent an address of their own, and nothing of a person, a booking or an hour stands beside an answer. Rows have
random keys. When a lot opens, what it says is added up, kept with it, and every answer in it is deleted.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.bookings import COMING
from partnership.academy.models.sessions import Session, of_led_or_organised
from partnership.core.models import random_key
from partnership.core.privacy import OPEN_DATA, Basis, Delete, Keep
from partnership.core.visibility import Sees, Visible, everyone
from partnership.partners.models.charter import LETTERS

LINK_LENGTH = 10
ASKED_WORDS = "academy-words"  # the part of what readers read that is written here
WAVES = [("before", _("before")), ("after", _("after")), ("later", _("three months later"))]


def new_address():
    """Give the end of an address that all of a session share, and nobody else can guess."""
    return "".join(secrets.choice(LETTERS) for _one in range(LINK_LENGTH))


class Lots(Visible["Lot"]):
    """Words for lots."""

    sees = (Sees(_("Anybody"), _("what is told of it"), everyone),)


class Lot(models.Model):
    """Whole sessions whose answers were added up together, once. Everything that is told is a sum of lots."""

    course = models.CharField(max_length=60)
    edition = models.CharField(max_length=80)  # course@version
    version = models.CharField(max_length=20)  # of the questions
    place = models.CharField(max_length=20, blank=True)  # where all of its sessions were at one place
    by_trainer = models.BooleanField(default=False)  # whether the same people led all of its sessions
    counted = models.JSONField()  # exact sums: told to nobody as they are
    words_open = models.JSONField(null=True, blank=True)  # keys of words made ready, shuffled: given once, for good
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Lots.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """Sums of at least ten people's answers. Nobody is in it, and nobody's answer is left."""

        called = _("what people said of training")
        fields = {
            "course": _("course"),
            "edition": _("edition of the course"),
            "version": _("version of the questions"),
            "by_trainer": _("whether the same people led all of it"),
            "counted": _("sums held back"),
            "words_open": _("which words made ready are shown"),
            "opened_at": _("when it was added up"),
            "opened_by": _("who had it added up"),
        }
        purpose = _("To learn what training does, and what it does not.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        people = _("Nobody: counts of groups.")
        subjects = ("opened_by",)
        erased = Keep()
        foi = OPEN_DATA
        not_words = ("course", "edition", "version", "place", "counted", "words_open")
        public = ("id", "course", "edition", "version", "place")
        partners = ("by_trainer", "opened_at")
        personal = ("opened_by",)
        confided = ("counted", "words_open")

    def __str__(self):
        return self.edition


def _where_i_come(person):
    if person is None:
        return None
    return Q(session__bookings__in=person.bookings.filter(state__in=COMING).values("pk"))


class Askings(Visible["Asking"]):
    """Words for sessions whose people are asked."""

    sees = (
        Sees(_("Who leads or plans it"), _("where people answer"), of_led_or_organised),
        Sees(_("Who has a place"), _("where people answer"), _where_i_come),
    )


class Asking(models.Model):
    """That the people of one session are asked, with which questions, and at which address: one for all of them."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="asking")
    version = models.CharField(max_length=20)  # of the questions, for all three times
    link_secret = models.CharField(max_length=LINK_LENGTH, unique=True, default=new_address)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="askings")

    objects = Askings.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """An address that a whole session shares. Who used it stands nowhere."""

        called = _("asking who came")
        fields = {
            "session": _("session"),
            "version": _("version of the questions"),
            "link_secret": _("end of the link"),
            "lot": _("with what it was added up"),
        }
        purpose = _("To ask what came of it, and not to know who says so.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        people = _("Nobody in particular: all who have a place use one address.")
        secrets = ("link_secret",)
        not_words = ("version", "link_secret")
        foi = OPEN_DATA
        public = ("id",)
        partners = ("session", "version", "lot")
        personal = ()
        confided = ("link_secret",)

    def __str__(self):
        return str(self.session)


class AskedAnswers(Visible["AskedAnswer"]):
    """Words for answers; nobody sees a single one."""

    sees = (Sees(_("Nobody"), _("what one person said"), lambda _person: None),)


class AskedAnswer(models.Model):
    """What somebody chose at one time. Nobody is in it; the code is kept only as a slow hash, made for one session alone."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="answers")
    wave = models.CharField(max_length=6, choices=WAVES)
    code_secret = models.CharField(max_length=64, blank=True)  # none: they made none
    chosen = models.JSONField(default=dict)  # by question, the lines that were chosen

    objects = AskedAnswers.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["asking", "wave"], name="asked_answer_by_time")]

    class Privacy:
        """Nobody's name, no hour, no booking. Deleted when a lot opens, or after two years."""

        called = _("what one person said of training")
        fields = {
            "asking": _("session"),
            "wave": _("at which time"),
            "code_secret": _("the code, unreadable"),
            "chosen": _("what was chosen"),
        }
        purpose = _("To add up what all say, and to see what one of them said twice.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until ten people's answers are added up, and two years at most.")
        people = _("Nobody can be found in it.")
        erased = Delete()
        secrets = ("code_secret",)
        not_words = ("code_secret", "chosen")
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "asking", "wave", "code_secret", "chosen")

    def __str__(self):
        return self.wave
