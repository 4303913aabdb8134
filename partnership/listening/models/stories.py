"""What somebody told us, without a name: the closed answers, what we may do with it, and who must never see it.

The words themselves stand in `reading`, locked. There is no address, no browser and no hour here; keys are random.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import random_key
from partnership.core.privacy import CONFIDED_DATA, Basis
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner
from partnership.reading.models import kept_out_of, looks_after_safety, reads

_READER = _("A trained reader")
_PERSON = _("Whoever told it, by their code")
STORY = Machine(
    "story",
    {
        "received": _("We have it"),
        "being-read": _("Being read"),
        "read": _("Read"),
        "told": _("With the organisations that can change something"),
        "duplicate": _("Told twice: it counts once"),
        "cannot-share": _("Read, and it can go to nobody else"),
        "referred": _("Nobody here can change it, and who can help was named"),
        "withdrawn": _("Taken back"),
    },
    start=("received",),
    steps=(
        Step("taken", ("received",), "being-read", _READER),
        Step("handed_back", ("being-read",), "received", _READER),
        Step("read", ("being-read", "cannot-share", "referred", "duplicate"), "read", _READER),
        Step("told", ("read",), "told", _READER),
        Step("kept_back", ("being-read", "read"), "cannot-share", _READER),
        Step("doubled", ("being-read", "read"), "duplicate", _READER),
        Step("referred", ("read", "told", "cannot-share"), "referred", _("Two trained readers: one writes, one looks")),
        Step(
            "withdrawn",
            ("received", "being-read", "read", "told", "duplicate", "cannot-share", "referred"),
            "withdrawn",
            _PERSON,
        ),
    ),
    ends=frozenset({"withdrawn"}),
)
WAS_READ = ("read", "told", "cannot-share", "referred")  # by a reader, and told once


class CameBy(models.TextChoices):
    """How it came."""

    WEB = "web", _("On this site")
    ASSISTED = "assisted", _("A worker typed it, the person keeps the code")
    PAPER = "paper", _("On paper")
    GROUP = "group", _("A group told it together")


class Under18(models.TextChoices):
    """Whether whoever tells is under 18, if they said."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class GroupSize(models.TextChoices):
    """How many told it together, roughly."""

    FEW = "2-5", _("2 to 5")
    SOME = "6-15", _("6 to 15")
    MANY = "16+", _("16 or more")


def for_readers(person):
    """Give every row to trained readers and safeguarding leads, but none about those they are close to, or kept from them."""
    if person is None or not (reads(person) or looks_after_safety(person)):
        return None
    near = kept_out_of(person)
    sectors = Partner.objects.filter(pk__in=near).values("sector")
    never = Q(kind=Kept.PARTNER, partner__in=near) | Q(kind=Kept.SERVICE, which__in=sectors)
    if Partner.objects.filter(pk__in=near, sector="police").exists():
        never |= Q(kind=Kept.POLICE)
    kept_from_them = Q(pk__in=Never.objects.filter(never).values("story"))
    about_them = Q(partner__in=near) | Q(routes__partner__in=near)
    return ~Q(pk__in=Story.objects.filter(about_them | kept_from_them).values("pk"))


def of_stories_to_read(person):
    """Give the rows that belong to stories which this reader may read."""
    condition = for_readers(person)
    return Q(story__in=Story.objects.filter(condition)) if condition is not None else None


def _told_to_mine(person):
    from partnership.listening.models.routes import routes_of_mine  # noqa: PLC0415 (the two need one another)

    mine = routes_of_mine(person)
    return Q(pk__in=mine.values("story")) if mine is not None else None


class Stories(Visible["Story"]):
    """Words for stories."""

    sees = (
        Sees(
            _("Trained readers and safeguarding leads"),
            _("stories about no organisation they are close to"),
            for_readers,
        ),
        Sees(_("Leads of an organisation that was told"), _("that story's kind, place and season"), _told_to_mine),
        Sees(_("Whoever told it and holds the code"), _("that story"), lambda _person: None),
    )

    def standing(self):
        """Give those that nobody took back."""
        return self.exclude(state="withdrawn")

    def counted(self):
        """Give those that somebody has read and that whoever told them lets us count, once each.

        What nobody has read may be a flood, an insult, or the same thing told twice.
        """
        counted = StoryUse.objects.filter(use=Purpose.COUNT, given=True)
        return self.filter(state__in=WAS_READ, pk__in=counted.values("story"))


class Story(models.Model):
    """What got in somebody's way, as far as it can be said by choosing."""

    TRANSITIONS = STORY

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    code_secret = models.CharField(max_length=64, unique=True, null=True, blank=True)  # of a slow hash; none: no code
    locked = models.BooleanField(default=False)  # by whoever told it: nobody comes back by the code any more
    came_by = models.CharField(max_length=8, choices=CameBy.choices, default=CameBy.WEB)
    under_18 = models.CharField(max_length=3, choices=Under18.choices, blank=True)  # empty: passed
    language = models.CharField(max_length=10, default="en")
    service = models.CharField(max_length=40, blank=True)  # the kind of service: a key of the pack
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="stories")
    place = models.CharField(max_length=20, blank=True)  # an area code of the pack
    stage = models.CharField(max_length=20, blank=True)  # a stage of life: a key of the pack
    season = models.CharField(max_length=11, blank=True)  # when it happened: 2026-autumn; 2026; before
    group_size = models.CharField(max_length=4, choices=GroupSize.choices, blank=True)
    sent_on = models.DateField()
    only_if_others = models.BooleanField(default=False)  # the service is told only when others say the same
    never_any = models.BooleanField(default=False)  # somebody must never see it, and we cannot be sure: it goes nowhere
    state = models.CharField(max_length=12, choices=STORY.states.items(), default="received")
    seen_on = models.DateField(null=True, blank=True)  # when whoever told it last came back
    forget_on = models.DateField(null=True, blank=True)  # when the closed answers are erased too

    objects = Stories.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="story_of_a_group_says_how_many", condition=Q(group_size="") | Q(came_by="group")
            )
        ]

    class Privacy:
        """What got in somebody's way. It has no name; few together could still show somebody, so it is counted from ten."""

        called = _("stories")
        fields = {
            "code_secret": _("the code, unreadable"),
            "locked": _("locked for good"),
            "came_by": _("how it came"),
            "under_18": _("under 18"),
            "language": _("language"),
            "service": _("kind of service"),
            "partner": _("organisation"),
            "place": _("place"),
            "stage": _("stage of life"),
            "season": _("about when"),
            "group_size": _("how many told it together"),
            "sent_on": _("day it came"),
            "only_if_others": _("only if others say the same"),
            "never_any": _("goes to nobody"),
            "seen_on": _("day somebody last came back"),
            "forget_on": _("day it is erased"),
        }
        purpose = _("Learning what gets in people's way, telling those who can change it, and answering.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years, or until whoever told it takes it back. Article 9(2)(g) where it applies.")
        people = _("Somebody without a name. Few answers together could show who they are.")
        secrets = ("code_secret",)
        foi = CONFIDED_DATA
        not_words = ("code_secret", "language", "service", "place", "stage", "season", "state")
        public = ()
        partners = ()
        personal = ()
        confided = (
            *("id", "code_secret", "locked", "came_by", "under_18", "language", "service", "partner", "place", "stage"),
            *("season", "group_size", "sent_on", "only_if_others", "never_any", "state", "seen_on", "forget_on"),
        )

    def __str__(self):
        return f"{self.service}, {self.season}"


class OfStories(Visible[Any]):
    """Rows that are seen with the story that they belong to."""

    sees = (
        Sees(
            _("Trained readers and safeguarding leads"),
            _("what belongs to stories about no organisation they are close to"),
            of_stories_to_read,
        ),
    )


class Barrier(models.Model):
    """One thing that got in the way: a key of the pack."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="barriers")
    barrier = models.CharField(max_length=40)

    objects = OfStories.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["story", "barrier"], name="barrier_is_named_once")]

    class Privacy:
        """What got in the way, by the words of the pack."""

        called = _("what got in the way")
        fields = {"story": _("story"), "barrier": _("what got in the way")}
        purpose = _("Counting what gets in people's way.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the story that it belongs to.")
        people = _("Somebody without a name.")
        foi = CONFIDED_DATA
        not_words = ("barrier",)
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "story", "barrier")

    def __str__(self):
        return self.barrier


class Purpose(models.TextChoices):
    """What we may do with a story. Each is asked for alone, and can be taken back alone."""

    COUNT = "count", _("Count it")
    LEARN = "learn", _("Learn from it inside the programme")
    TELL = "tell", _("Tell the service")
    PUBLISH = "publish", _("Publish it, in words I approve")
    QUOTE = "quote", _("Quote a sentence of it")
    ANSWER = "answer", _("Answer me here")


class StoryUse(models.Model):
    """A yes or a no to one thing that we may do with a story, and the day of it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="uses")
    use = models.CharField(max_length=7, choices=Purpose.choices)
    given = models.BooleanField()
    changed_on = models.DateField()

    objects = OfStories.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["story", "use"], name="use_is_said_once")]

    class Privacy:
        """What we may do with a story. No answer is a no."""

        called = _("what we may do with a story")
        fields = {
            "story": _("story"),
            "use": _("what we may do"),
            "given": _("yes or no"),
            "changed_on": _("day of it"),
        }
        purpose = _("Doing with a story what whoever told it allowed, and nothing else.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("With the story that it belongs to.")
        people = _("Somebody without a name.")
        foi = CONFIDED_DATA
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "story", "use", "given", "changed_on")

    def __str__(self):
        return self.get_use_display()


class Kept(models.TextChoices):
    """Who must never see a story."""

    PARTNER = "partner", _("An organisation")
    SERVICE = "service", _("Every organisation of one kind")
    POLICE = "police", _("The police")
    ROLE = "role", _("People in one job, wherever they work")


class Never(models.Model):
    """Who must never see a story. Asked before it goes anywhere, and obeyed by a rule."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="never")
    kind = models.CharField(max_length=7, choices=Kept.choices)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    which = models.CharField(max_length=40, blank=True)  # a sector or a job, as a key of the pack

    objects = OfStories.as_manager()

    class Meta:
        verbose_name_plural = "never"
        ordering = ["pk"]

    class Privacy:
        """Who must never see a story: told to the reader alone, and to nobody who is named in it."""

        called = _("who must never see a story")
        fields = {
            "story": _("story"),
            "kind": _("what kind"),
            "partner": _("organisation"),
            "which": _("which sector or job"),
        }
        purpose = _("Keeping a story from those who could hurt whoever told it.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("With the story that it belongs to.")
        people = _("Somebody without a name.")
        foi = CONFIDED_DATA
        not_words = ("which",)
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "story", "kind", "partner", "which")

    def __str__(self):
        return self.get_kind_display()


class SavedDrafts(Visible["Draft"]):
    """Words for drafts."""

    sees = (Sees(_("Whoever holds the code"), _("that draft; nobody else, ever"), lambda _person: None),)


class Draft(models.Model):
    """What somebody began and saved without sending. It is locked with their code: nobody here can read it."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    code_secret = models.CharField(max_length=64, unique=True)
    locked_words = models.TextField()  # by a key that is made from the code and stands nowhere
    saved_on = models.DateField()

    objects = SavedDrafts.as_manager()

    class Privacy:
        """A draft that only its code opens. The site, its team and a thief are alike before it."""

        called = _("drafts of stories")
        fields = {
            "code_secret": _("the code, unreadable"),
            "locked_words": _("what was begun, locked with the code"),
            "saved_on": _("day it was saved"),
        }
        purpose = _("Letting somebody stop and go on another day.")
        basis = Basis.CONSENT
        kept = _("Thirty days after it was last saved.")
        keep_days, since = 30, "saved_on"
        people = _("Whoever holds the code.")
        secrets = ("code_secret", "locked_words")
        foi = CONFIDED_DATA
        not_words = ("code_secret", "locked_words")
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "code_secret", "locked_words", "saved_on")

    def __str__(self):
        return str(self.saved_on)
