"""Where a story went, what was answered, and whether it helped."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.models import SealedField, paired, random_key
from partnership.core.privacy import CONFIDED_DATA, Basis, Keep
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.listening.models.stories import Kept, Never, OfStories, Purpose, Story, StoryUse, of_stories_to_read
from partnership.partners.models import Partner, reach

_LEAD = _("A lead of the organisation")
_READER = _("A trained reader")
_PERSON = _("Whoever told it, by their code")
ROUTE = Machine(
    "route",
    {
        "with-organisation": _("With the organisation"),
        "acknowledged": _("The organisation has read it"),
        "answered": _("Answered"),
        "change-planned": _("A change is planned"),
        "change-made": _("A change was made"),
        "confirmed": _("Whoever told it says it is better"),
        "not-better": _("Whoever told it says it is not better"),
        "not-possible": _("Not possible, with the reason"),
        "not-ours": _("Not theirs, and passed on to who can help"),
        "called-back": _("Called back"),
    },
    start=("with-organisation",),
    steps=(
        Step("acknowledged", ("with-organisation",), "acknowledged", _LEAD),
        Step("answered", ("with-organisation", "acknowledged", "not-better"), "answered", _LEAD),
        Step("planned", ("acknowledged", "answered", "not-better", "not-possible"), "change-planned", _LEAD),
        Step("made", ("acknowledged", "answered", "change-planned", "not-better"), "change-made", _LEAD),
        Step("declined", ("acknowledged", "answered", "change-planned", "not-better"), "not-possible", _LEAD),
        Step("passed_on", ("with-organisation", "acknowledged"), "not-ours", _LEAD),
        Step("confirmed", ("answered", "change-planned", "change-made", "not-better"), "confirmed", _PERSON),
        Step(
            "found_wanting",
            ("answered", "change-planned", "change-made", "confirmed", "not-possible"),
            "not-better",
            _PERSON,
        ),
        Step(
            "called_back",
            (
                *("with-organisation", "acknowledged", "answered", "change-planned", "change-made", "confirmed"),
                *("not-better", "not-possible", "not-ours"),
            ),
            "called-back",
            _("Whoever told it, or a reader"),
        ),
    ),
    ends=frozenset({"not-ours", "called-back"}),
)
CLOCKS_RUN = ("with-organisation", "acknowledged")


NEAR = ("part", "run-by")  # relations of a partner to its parent in which people hear of the same things
POLICE = "police"  # a sector of the vocabulary


def near_to(partners, via=""):
    """Give the condition of being one of these partners, what one of them is part of, or a part of one.

    `via` leads from the table that is asked to a partner.
    """
    start = f"{via}__" if via else ""
    found = Q(**{f"{start}pk__in": partners})
    for way, relation in (("parent", "parent_relation"), ("parts", "parts__parent_relation")):
        found |= Q(**{f"{start}{way}__in": partners, f"{start}{relation}__in": NEAR})
        further = {f"{start}{relation}__in": NEAR, f"{start}{way}__{relation}__in": NEAR}
        found |= Q(**{f"{start}{way}__{way}__in": partners, **further})
    return found


def kept_from(person):
    """Give what was said that nobody where somebody belongs may ever see, whichever organisation they read it for."""
    partners = reach(person).partners
    sectors = set(Partner.objects.filter(pk__in=partners).values_list("sector", flat=True))
    listening = pack.current().listening
    kinds = {key for key, one in listening.services.items() if one.sector in sectors} if listening else set()
    said = Q(kind=Kept.PARTNER) & near_to(partners, "partner") | Q(kind=Kept.SERVICE, which__in=sectors | kinds)
    return Never.objects.filter(said | Q(kind=Kept.POLICE) if POLICE in sectors else said)


def may_see_told(person, story):
    """Whether somebody may know of a story, as far as whoever told it said who may not."""
    return not kept_from(person).filter(story=story).exists()


def routes_of_mine(person):
    """Give the routes to partners that somebody leads, or None: never one that somebody there must not see.

    What was taken back, and what a service may no longer be told, is gone from here in the same moment.
    """
    leads = reach(person).leads if person is not None else ()
    if not leads:
        return None
    wanted = StoryUse.objects.filter(use=Purpose.TELL, given=True).values("story")
    standing = Route.objects.filter(partner__in=leads, story__in=wanted).exclude(state="called-back")
    return standing.exclude(story__state="withdrawn").exclude(story__in=kept_from(person).values("story"))


def _to_mine(person):
    mine = routes_of_mine(person)
    return Q(pk__in=mine.values("pk")) if mine is not None else None


class Routes(Visible["Route"]):
    """Words for routes."""

    sees = (
        Sees(_("Leads of the organisation"), _("what they were told, and how they answered"), _to_mine),
        Sees(_("Trained readers and safeguarding leads"), _("where stories went"), of_stories_to_read),
    )

    def of(self, partner):
        return self.filter(partner=partner)

    def standing(self):
        return self.exclude(state="called-back")


class Route(models.Model):
    """That one organisation was told one story, and how far its answer is."""

    TRANSITIONS = ROUTE

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="routes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="routes")
    state = models.CharField(max_length=17, choices=ROUTE.states.items(), default="with-organisation")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acknowledge_by = models.DateField()  # working days, as promised
    answer_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    passed_on_to = models.CharField(_("who can help instead"), max_length=200, blank=True)

    objects = Routes.as_manager()

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "partner"], name="organisation_is_told_once"),
            models.CheckConstraint(
                name="route_not_ours_says_whose", condition=~Q(state="not-ours") | ~Q(passed_on_to="")
            ),
            *(paired(deed, name=f"route_{deed}_at_and_by_are_a_pair") for deed in ("acknowledged", "answered")),
        ]

    class Privacy:
        """Which organisation was told, and whether it answered in time."""

        called = _("where stories went")
        fields = {
            "story": _("story"),
            "partner": _("organisation"),
            "told_at": _("when it was told"),
            "told_by": _("who told it"),
            "acknowledge_by": _("to be acknowledged by"),
            "answer_by": _("to be answered by"),
            "acknowledged_at": _("when it was acknowledged"),
            "acknowledged_by": _("who acknowledged it"),
            "answered_at": _("when it was answered"),
            "answered_by": _("who answered it"),
        }
        purpose = _("Seeing that somebody answers, and in time.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("With the story that it belongs to.")
        people = _("Readers and leads who answer.")
        subjects = ("told_by", "acknowledged_by", "answered_by")
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("state", "passed_on_to")
        public = ()
        partners = ()
        personal = ("told_at", "told_by", "acknowledged_at", "acknowledged_by", "answered_at", "answered_by")
        confided = ("id", "story", "partner", "state", "acknowledge_by", "answer_by", "passed_on_to")

    def __str__(self):
        return str(self.partner)

    @property
    def due_on(self):
        """The day that comes next: to say that it was read, then to answer.

        Opened again, it is the Monday of that week: the day itself would tell when somebody came back.
        """
        if self.state == "not-better":
            return self.answer_by - timedelta(days=self.answer_by.weekday())
        return self.acknowledge_by if self.state == "with-organisation" else self.answer_by


class ReplyKind(models.TextChoices):
    """What a reply is."""

    ANSWER = "answer", _("An answer")
    SORRY = "sorry", _("An apology, and what was put right")
    PLANNED = "planned", _("A change that is planned")
    MADE = "made", _("A change that was made")
    NOT_POSSIBLE = "not-possible", _("Why it is not possible")
    QUESTION = "question", _("A question")
    REFERRAL = "referral", _("Not something we can change, and who can help")


def _of_my_routes(person):
    mine = routes_of_mine(person)
    return Q(route__in=mine) if mine is not None else None


class Replies(Visible["Reply"]):
    """Words for replies."""

    sees = (
        Sees(_("Leads of the organisation that wrote it"), _("their own replies"), _of_my_routes),
        Sees(
            _("Trained readers and safeguarding leads"), _("replies to stories that they may read"), of_stories_to_read
        ),
        Sees(
            _("Whoever told the story and holds the code"), _("replies that a reader has passed"), lambda _person: None
        ),
    )

    def shown(self):
        return self.filter(shown_at__isnull=False)

    def to_check(self):
        return self.filter(shown_at__isnull=True, sent_back_at__isnull=True)

    def of_readers(self):
        return self.filter(route__isnull=True)


class Reply(models.Model):
    """What an organisation, or a reader, writes to whoever told a story. A reader looks at it before they see it."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replies")
    route = models.ForeignKey(
        Route, on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )  # none: a reader
    kind = models.CharField(_("what it is"), max_length=12, choices=ReplyKind.choices)
    speaks_as = models.CharField(_("who is speaking"), max_length=100)  # a job, never a name that was not offered
    sealed = SealedField(blank=True)
    action = models.CharField(max_length=200, blank=True)  # the urn of the Action that came of it
    helplines = models.JSONField(default=list, blank=True)  # who can help, as keys of the pack
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("why it was sent back"), max_length=300, blank=True)

    objects = Replies.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["written_at", "pk"]
        constraints = [paired(deed, name=f"reply_{deed}_at_and_by_are_a_pair") for deed in ("shown", "sent_back")]

    class Privacy:
        """What was answered, by whom in which job; locked like the story."""

        called = _("replies")
        fields = {
            "story": _("story"),
            "route": _("where the story went"),
            "sealed": _("the words, locked"),
            "action": _("the Action that came of it"),
            "helplines": _("who was named as able to help"),
            "written_at": _("when it was written"),
            "written_by": _("who wrote it"),
            "shown_at": _("when a reader passed it"),
            "shown_by": _("who passed it"),
            "sent_back_at": _("when a reader sent it back"),
            "sent_back_by": _("who sent it back"),
        }
        purpose = _("Answering whoever told a story.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the story that it belongs to.")
        people = _("Leads who answer, and readers.")
        subjects = ("written_by", "shown_by", "sent_back_by")
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("sealed", "action", "helplines", "speaks_as", "why")
        public = ()
        partners = ()
        personal = (
            *("written_at", "written_by", "shown_at", "shown_by", "sent_back_at", "sent_back_by"),
            *("speaks_as", "why"),
        )
        confided = ("id", "story", "route", "kind", "sealed", "action", "helplines")

    def __str__(self):
        return self.get_kind_display()


class Better(models.TextChoices):
    """Whether it helped, as whoever told it says."""

    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")


class Verdict(models.Model):
    """Whether anything is better, four or twelve weeks after an answer, by the word of whoever told the story."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="verdicts")
    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="verdicts")
    weeks = models.PositiveSmallIntegerField()  # 4 or 12
    better = models.CharField(max_length=6, choices=Better.choices)
    said_on = models.DateField()

    objects = OfStories.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["route", "weeks"], name="verdict_is_given_once"),
            models.CheckConstraint(name="verdict_is_at_4_or_12_weeks", condition=Q(weeks__in=(4, 12))),
        ]

    class Privacy:
        """Whether it helped. Counted together; the organisation is told its state, never a date."""

        called = _("whether it helped")
        fields = {
            "story": _("story"),
            "route": _("where the story went"),
            "weeks": _("weeks after the answer"),
            "better": _("better, the same or worse"),
            "said_on": _("day it was said"),
        }
        purpose = _("Knowing whether an answer changed anything.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("With the story that it belongs to.")
        people = _("Somebody without a name.")
        foi = CONFIDED_DATA
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "story", "route", "weeks", "better", "said_on")

    def __str__(self):
        return self.get_better_display()
