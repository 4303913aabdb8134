"""What many people said, what was done about it, and what they say of that: the public ledger, written by the programme."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AS_PROVIDER, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.listening.models.stories import Story, for_readers, of_stories_to_read
from partnership.partners.models import Partner, reach

_TEAM = _("The programme team")
THEME = Machine(
    "theme",
    {
        "gathered": _("Many people said it"),
        "looked-at": _("Somebody looks into it"),
        "doing": _("Something is being done"),
        "done": _("Something was done"),
        "not-possible": _("Not possible, because"),
    },
    start=("gathered",),
    steps=(
        Step("taken_up", ("gathered", "not-possible", "done"), "looked-at", _TEAM),
        Step("begun", ("looked-at",), "doing", _TEAM),
        Step("done", ("looked-at", "doing"), "done", _TEAM),
        Step("declined", ("looked-at", "doing"), "not-possible", _TEAM),
    ),
)


def _published(_person):
    return Q(published_at__isnull=False)


def _for_the_programme_and_readers(person):
    if person is None:
        return None
    return Q() if reach(person).runs_programme or for_readers(person) is not None else None


def _owned(person):
    return Q(owner=person) if person is not None else None


class Themes(Visible["Theme"]):
    """Words for themes."""

    sees = (
        Sees(_("Anybody"), _("themes that were published"), _published),
        Sees(_("The programme team and trained readers"), _("every theme"), _for_the_programme_and_readers),
        Sees(_("Whoever looks after it"), _("that theme"), _owned),
    )

    def published(self):
        return self.filter(published_at__isnull=False)


class Theme(Revisioned):
    """Many people said the same. Somebody looks after it, by a day; then what was done, or why not."""

    TRANSITIONS = THEME

    title = models.CharField(_("in one line"), max_length=150)
    said = models.TextField(_("what people said, in our words"), max_length=1000)
    did = models.TextField(_("what was done"), max_length=1000, blank=True)
    because = models.TextField(_("why it is not possible"), max_length=1000, blank=True)
    barriers = models.JSONField(default=list)  # keys of the pack
    service = models.CharField(max_length=40, blank=True)  # a kind of service: a key of the pack
    place = models.CharField(max_length=20, blank=True)  # an area code of the pack
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="themes")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="themes"
    )
    reply_by = models.DateField(_("an answer by"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=THEME.states.items(), default="gathered")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Themes.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            paired("published", name="theme_published_at_and_by_are_a_pair"),
            models.CheckConstraint(
                name="theme_not_possible_says_why", condition=~Q(state="not-possible") | ~Q(because="")
            ),
            models.CheckConstraint(name="theme_done_says_what", condition=~Q(state="done") | ~Q(did="")),
        ]

    class Privacy:
        """What many people said, in the programme's words. Nobody's story is told in it."""

        called = _("themes")
        fields = {
            "barriers": _("what got in the way"),
            "service": _("kind of service"),
            "owner": _("who looks after it"),
            "made_at": _("when it was gathered"),
            "made_by": _("who gathered it"),
            "published_at": _("when it was published"),
            "published_by": _("who published it"),
        }
        purpose = _("Showing what people said, what was done about it, and what was not.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("owner", "made_by", "published_by")
        erased = Keep()
        words = dict.fromkeys(
            ("title", "said", "did", "because"), Reaches(_("Anybody, once it is published."), AS_PROVIDER)
        )
        not_words = ("barriers", "service", "place", "state")
        public = (
            *("id", "title", "said", "did", "because", "barriers", "service", "place", "partner", "reply_by", "state"),
            "published_at",
        )
        partners = ("made_at", "revision")
        personal = ("owner", "made_by", "published_by")
        confided = ()

    def __str__(self):
        return self.title


class ThemeStories(Visible["ThemeStory"]):
    """Words for what themes are made of."""

    sees = (
        Sees(
            _("Trained readers and safeguarding leads"),
            _("which stories a theme was gathered from"),
            of_stories_to_read,
        ),
    )


class ThemeStory(models.Model):
    """That a story is one of those that a theme was gathered from."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="stories")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="themes")

    objects = ThemeStories.as_manager()

    class Meta:
        verbose_name_plural = "theme stories"
        constraints = [models.UniqueConstraint(fields=["theme", "story"], name="story_is_in_a_theme_once")]

    class Privacy:
        """Which stories are behind a theme; shown only as a count, from ten."""

        called = _("stories behind themes")
        fields = {"theme": _("theme"), "story": _("story")}
        purpose = _("Counting how many people said something, and hearing whether what was done helped them.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("With the story that it belongs to.")
        people = _("Somebody without a name.")
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "theme", "story")

    def __str__(self):
        return str(self.theme)
