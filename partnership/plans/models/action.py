"""The Action: one thing that somebody will do, raised by any part of the site and tied to it by urn."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AT_WORK, FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Kind, Partner, PartnerPlace, Role, reach
from partnership.partners.models.reach import RUN_THE_PROGRAMME

_MOVERS = _("Its owner, a lead of the partner, a lead of the place, or the programme team")
_TO = _(
    "People of the partner, the lead of its place and the programme team; others, or anybody, where a lead chose so."
)
OPEN = ("proposed", "agreed", "under-way", "waiting")
CLOSED = ("done", "dropped")
LIFECYCLE = Machine(
    "action",
    {
        "proposed": _("Proposed"),
        "agreed": _("Agreed"),
        "under-way": _("Under way"),
        "waiting": _("Waiting"),
        "done": _("Done"),
        "dropped": _("Dropped"),
    },
    start=("proposed",),
    steps=(
        Step("agreed", ("proposed",), "agreed", _MOVERS),
        Step("begun", ("agreed", "waiting"), "under-way", _MOVERS),
        Step("finished", ("agreed", "under-way", "waiting"), "done", _MOVERS),
        Step("paused", ("agreed", "under-way"), "waiting", _MOVERS),
        Step("dropped", OPEN, "dropped", _MOVERS),
        Step("reopened", ("done",), "under-way", _MOVERS),
        Step("reopened", ("dropped",), "proposed", _MOVERS),
    ),
)
STEP_WORDS = {
    "agreed": _("Agree it"),
    "begun": _("Begin, or carry on"),
    "paused": _("Let it wait"),
    "finished": _("It is done"),
    "dropped": _("Drop it"),
    "reopened": _("Open it again"),
}
MOST_WORDS = 2000
PROGRESS = (
    (0, _("Not begun")),
    (25, _("Begun")),
    (50, _("About half")),
    (75, _("Nearly there")),
    (100, _("All of it")),
)


class Effort(models.TextChoices):
    """How much work, roughly, said before anybody begins."""

    SMALL = "S", _("Small: less than a day")
    MIDDLING = "M", _("Middling: a few days")
    LARGE = "L", _("Large: a few weeks")
    VERY_LARGE = "XL", _("Very large: months")


class Prevention(models.TextChoices):
    """When it helps: before harm, early, while it happens, afterwards."""

    PREVENTION = "prevention", _("Prevention")
    EARLY_HELP = "early-help", _("Early help")
    RESPONSE = "response", _("Response")
    RECOVERY = "recovery", _("Recovery")


class ShownTo(models.TextChoices):
    """Who sees it besides the partner's own people, the lead of its place and the programme team."""

    OWN = "own", _("Nobody else")
    MEMBERS = "members", _("Everybody with a role in the partnership")
    ANYONE = "anyone", _("Anybody. Names, notes and evidence only for people with a role in the partnership")


def places_led(person):
    """Give the places that this person leads."""
    return tuple(place for place, kinds in reach(person).places.items() if Kind.PLACE_LEAD in kinds)


def _of_my_partners(person):
    held = reach(person).partners
    return Q(partner__in=held) if held else None


def _mine_without_a_partner(person):
    mine = Q(owner=person) | Q(raised_by=person)
    return Q(partner__isnull=True) & mine if reach(person).belongs else None


def _in_places_i_lead(person):
    places = places_led(person)
    there = PartnerPlace.objects.filter(place__in=places).values("partner")
    return Q(place__in=places) | Q(place="", partner__in=there) if places else None


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _shown_to_members(person):
    shown = Q(shown_to__in=[ShownTo.MEMBERS, ShownTo.ANYONE])
    return shown if reach(person).belongs else None


class WholeActions(Visible["Action"]):
    """Actions that somebody may see the whole of: who owns them, the notes, the evidence."""

    sees = (
        Sees(_("People of the partner"), _("every Action of their partners"), _of_my_partners),
        Sees(
            _("Whoever owns or raised it"),
            _("an Action that belongs to no partner, while they hold any role"),
            _mine_without_a_partner,
        ),
        Sees(
            _("Place leads"),
            _("Actions for their place, and those of partners there that name no other place"),
            _in_places_i_lead,
        ),
        Sees(_("The programme team"), _("every Action"), _for_the_programme),
        Sees(_("Everybody with a role"), _("Actions that were shown to them, or to anybody"), _shown_to_members),
    )


class Actions(Visible["Action"]):
    """Words for Actions."""

    sees = (
        Sees(
            _("Anybody"),
            _("Actions that were shown to anybody, without names, notes and evidence"),
            lambda _person: Q(shown_to=ShownTo.ANYONE),
        ),
        *WholeActions.sees,
    )

    def seen_whole_by(self, person):
        """Give those of which this person may see everything."""
        return self.filter(pk__in=WholeActions(self.model).visible_to(person).values("pk"))

    def saying_if_whole(self, person):
        """Say of each, as `whole`, whether this person may see everything about it."""
        return self.annotate(whole=Exists(WholeActions(self.model).visible_to(person).filter(pk=OuterRef("pk"))))

    def open(self):
        return self.filter(state__in=OPEN)

    def of(self, partner):
        return self.filter(partner=partner)

    def saying_if_left(self):
        """Say of each, as `left`, whether its owner is no longer anywhere near it."""
        return self.annotate(left=_owner_is_gone())

    def without_an_owner(self):
        """Give those that nobody looks after: nobody yet, or somebody who has left."""
        return self.filter(Q(owner__isnull=True) | _gone())

    def of_partners_led_by(self, person):
        return self.filter(partner__in=reach(person).leads)


def _owner_is_gone():
    """Say whether there is an owner and they are gone."""
    return models.Case(
        models.When(Q(owner__isnull=False) & _gone(), then=True), default=False, output_field=models.BooleanField()
    )


def _gone():
    """Make the condition: the owner cannot sign in, or holds no role from which this Action is seen.

    A role that was confided does not count: that somebody is still here must not give it away.
    """
    held = Role.objects.current().filter(~Q(kind=Kind.LIVED_EXPERIENCE), person=OuterRef("owner"))
    near = Q(partner=OuterRef("partner"))
    above = Q(partner__isnull=True, kind__in=[*RUN_THE_PROGRAMME, Kind.PLACE_LEAD])
    no_partner = IsNull(OuterRef("partner"), True)  # then any role is near enough
    return Q(owner__is_active=False) | ~Q(Exists(held.filter(near | above | Q(no_partner))))


class Action(Revisioned):
    """Somebody does something by a day, and it serves something."""

    TRANSITIONS = LIFECYCLE

    title = models.CharField(_("what will be done"), max_length=150)
    what = models.TextField(_("more about it"), max_length=MOST_WORDS, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    place = models.CharField(_("place"), max_length=20, blank=True)  # an area code of the pack
    due_on = models.DateField(_("done by"), null=True, blank=True)
    effort = models.CharField(_("how much work"), max_length=2, choices=Effort.choices, blank=True)
    progress = models.PositiveSmallIntegerField(_("how far it is"), choices=PROGRESS, default=0)
    kind = models.CharField(_("when it helps"), max_length=10, choices=Prevention.choices, blank=True)
    shown_to = models.CharField(_("who else sees it"), max_length=7, choices=ShownTo.choices, default=ShownTo.OWN)
    raised_from = models.CharField(max_length=200, blank=True)  # the urn of what it came out of
    raised_from_label = models.CharField(max_length=200, blank=True)
    raised_from_href = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=LIFECYCLE.states.items(), default="proposed")
    moves = models.PositiveIntegerField(
        default=0, editable=False
    )  # steps taken; with `revision`, a calendar's SEQUENCE
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("why"), max_length=300, blank=True)  # it waits or was dropped

    objects = Actions.as_manager()

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["partner", "state"], name="action_of_a_partner"),
            models.Index(fields=["owner", "state"], name="action_of_an_owner"),
            models.Index(fields=["state", "due_on"], name="action_due"),
        ]
        constraints = [
            paired("moved", name="action_moved_at_and_by_are_a_pair"),
            models.CheckConstraint(name="action_dropped_says_why", condition=~Q(state="dropped") | ~Q(why="")),
            models.CheckConstraint(name="action_done_is_all_of_it", condition=~Q(state="done") | Q(progress=100)),
            models.CheckConstraint(
                name="action_progress_is_a_step", condition=Q(progress__in=[key for key, _words in PROGRESS])
            ),
        ]

    class Privacy:
        """What organisations do about it, and who looks after it. Nothing about anybody's life belongs in it."""

        called = _("actions")
        fields = {
            "raised_from": _("what it came out of"),
            "raised_from_label": _("what that is called"),
            "raised_from_href": _("address of that page"),
            "moves": _("how often it moved on"),
        }
        purpose = _("Knowing what will be done, by whom and by when, and what came of it.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership. A person who is erased stays in it as “someone who left”.")
        subjects = ("owner", "raised_by")
        erased = Keep()
        words = {
            **dict.fromkeys(("title", "what"), Reaches(_TO, FOR_THEIR_ORGANISATION)),
            "why": Reaches(_("Whoever sees the whole Action."), AT_WORK),
        }
        not_words = (
            "place",
            "raised_from",
            "raised_from_label",
            "raised_from_href",
        )
        public = ("id",)
        partners = (
            *("title", "what", "partner", "place", "due_on", "effort", "progress", "kind", "shown_to", "state"),
            *("why", "raised_from", "raised_from_label", "raised_from_href", "raised_at"),
            *("moves", "moved_at", "revision"),
        )
        personal = ("owner", "raised_by", "moved_by")
        confided = ()

    def __str__(self):
        return self.title
