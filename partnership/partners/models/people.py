"""Who belongs to which partner, in which roles, from when to when. No dated row is ever lost."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import paired
from partnership.core.privacy import AT_WORK, Basis, Blank, Delete, DeleteWhere, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models.organisations import Partner, PartnerPlace
from partnership.partners.models.reach import reach
from partnership.partners.models.roles import ROLES, Kind

CONFIDED = [kind for kind, rule in ROLES.items() if rule.confided]
NOT_CONFIDED = ~Q(kind__in=CONFIDED)
BELONGING = Machine(
    "membership",
    {
        "asked": _("Has asked to join"),
        "current": _("Belongs"),
        "declined": _("Not accepted"),
        "ended": _("Has left"),
    },
    start=("asked", "current"),
    steps=(
        Step("approved", ("asked",), "current", _("A lead of the partner, or the programme team")),
        Step("declined", ("asked",), "declined", _("A lead of the partner, or the programme team")),
        Step("ended", ("current", "asked"), "ended", _("The person, a lead of the partner, or the programme team")),
    ),
    ends=frozenset({"declined", "ended"}),  # asking again is a new row: no dated row is ever overwritten
)


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _in_partners_i_lead(person):
    return Q(partner__in=reach(person).leads) if reach(person).leads else None


def _listed_colleagues(person):
    held = reach(person).partners
    if not held:
        return None
    leads = Role.objects.current().filter(
        kind=Kind.PARTNER_LEAD, person=OuterRef("person"), partner=OuterRef("partner")
    )
    return Q(partner__in=held, state="current") & (Q(listed=True) | Q(Exists(leads)))


def _roles_of_listed_colleagues(person):
    held = reach(person).partners
    if not held:
        return None
    listed = Membership.objects.current().filter(listed=True, person=OuterRef("person"), partner=OuterRef("partner"))
    return Q(partner__in=held) & (Q(kind=Kind.PARTNER_LEAD) | Q(Exists(listed))) & NOT_CONFIDED


def _leads_in_my_places(person):
    places = reach(person).led_places
    here = PartnerPlace.objects.filter(place__in=places).values("partner")
    return Q(kind=Kind.PARTNER_LEAD, partner__in=here) if places else None


def _confided_to_them(person):
    held = reach(person)
    if Kind.SAFEGUARDING_LEAD in held.whole:
        return Q(kind__in=CONFIDED)
    places = [place for place, kinds in held.places.items() if Kind.SAFEGUARDING_LEAD in kinds]
    return Q(kind__in=CONFIDED, place__in=places) if places else None


class Memberships(Visible["Membership"]):
    """Words for memberships."""

    sees = (
        Sees(_("The person"), _("which partners they belong to"), themselves("person")),
        Sees(
            _("People of the same partner"), _("its leads, and colleagues who chose to be listed"), _listed_colleagues
        ),
        Sees(_("Leads of the partner"), _("everybody in it, and who asks to join"), _in_partners_i_lead),
        Sees(_("The programme team"), _("everybody in every partner"), _for_the_programme),
    )

    def current(self):
        return self.filter(state="current")

    def of(self, partner):
        return self.filter(partner=partner)


class Membership(models.Model):
    """One person in one partner: asked or invited, belonging, left."""

    TRANSITIONS = BELONGING

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=BELONGING.states.items(), default="asked")
    works_as = models.CharField(
        _("how they belong"),
        max_length=12,
        choices=[("employee", _("employed")), ("volunteer", _("volunteer"))],
        default="employee",
    )
    job = models.CharField(_("what they do there"), max_length=120, blank=True)
    listed = models.BooleanField(_("colleagues can find them"), default=False)
    came_by = models.CharField(
        max_length=10,
        choices=[("asked", _("asked")), ("invited", _("invited")), ("imported", _("imported"))],
        default="asked",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Memberships.as_manager()

    class Meta:
        ordering = ["partner", "person", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "partner"],
                condition=Q(state__in=["asked", "current"]),
                name="belongs_once_to_a_partner",
            ),
            paired("decided", name="membership_decided_at_and_by_are_a_pair"),
            paired("ended", name="membership_ended_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who belongs where, so that a partner's people can act for it and everybody is counted once."""

        called = _("memberships")
        fields = {"came_by": _("how they came")}
        purpose = _("Knowing who belongs to which organisation, and letting them act for it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years after the person left the partner.")
        keep_days, since = 3 * 365, "ended_at"
        subjects = ("person",)
        erased = Blank({"job": "", "listed": False})
        words = {
            "job": Reaches(
                _("Leads of the partner and the programme team; colleagues, if the person is listed."), AT_WORK
            ),
        }
        public = ()
        partners = ()
        personal = (
            *("id", "person", "partner", "state", "works_as", "job", "listed", "came_by"),
            *("asked_at", "decided_at", "decided_by", "ended_at", "ended_by"),
        )
        confided = ()

    def __str__(self):
        return f"{self.person} in {self.partner}"


class Roles(Visible["Role"]):
    """Words for roles."""

    sees = (
        Sees(_("The person"), _("all of their own roles"), themselves("person")),
        Sees(
            _("People of the same partner"),
            _("who leads it, and the roles there of colleagues who chose to be listed"),
            _roles_of_listed_colleagues,
        ),
        Sees(
            _("Leads of the partner"),
            _("roles given for it"),
            lambda person: Q(partner__in=reach(person).leads) & NOT_CONFIDED if reach(person).leads else None,
        ),
        Sees(_("Place leads"), _("who leads the partners in their place"), _leads_in_my_places),
        Sees(
            _("The programme team"),
            _("every role but those that were confided"),
            lambda person: NOT_CONFIDED if reach(person).runs_programme else None,
        ),
        Sees(_("Safeguarding leads"), _("roles that were confided to them, in their place or all"), _confided_to_them),
    )

    def current(self, on=None):
        """Give the roles held on a day (today)."""
        on = on or timezone.localdate()
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)

    def of(self, kind):
        return self.filter(kind=kind)


class Role(models.Model):
    """What somebody is for a partner, a place or the whole, from a day until a day (which is not part of it)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=24, choices=Kind.choices)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    place = models.CharField(_("place"), max_length=20, blank=True)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Roles.as_manager()

    class Meta:
        ordering = ["kind", "from_on", "pk"]
        indexes = [models.Index(fields=["person", "until_on"], name="role_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "partner"],
                condition=Q(until_on__isnull=True, partner__isnull=False),
                name="role_is_held_once_for_a_partner",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "place"],
                condition=Q(until_on__isnull=True, partner__isnull=True),
                name="role_is_held_once_for_a_place",
            ),
            models.CheckConstraint(name="role_is_for_one_thing", condition=Q(partner__isnull=True) | Q(place="")),
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            paired("ended", name="role_ended_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who may do what. That somebody is a member with lived experience is confided to the safeguarding lead."""

        called = _("roles")
        purpose = _("Deciding who may see and do what.")
        basis = Basis.PUBLIC_TASK
        kept = _(
            "Six years after it ended, to answer for what was decided. Lived experience: deleted when the person is erased."
        )
        keep_days, since = 6 * 365, ("ended_at", "until_on")
        subjects = ("person",)
        erased = DeleteWhere(Q(kind__in=CONFIDED))
        not_words = ("place",)
        public = ()
        partners = ()
        personal = (
            *("id", "person", "partner", "place", "from_on", "until_on"),
            *("given_at", "given_by", "ended_at", "ended_by"),
        )
        confided = ("kind",)

    def __str__(self):
        where = self.partner or self.place or "the whole"
        return f"{self.person}: {self.get_kind_display()} for {where}"


class Invitations(Visible["Invitation"]):
    """Words for invitations."""

    sees = (
        Sees(_("Leads of the partner"), _("whom they have invited"), _in_partners_i_lead),
        Sees(_("The programme team"), _("every invitation"), _for_the_programme),
    )

    def open(self):
        return self.filter(answered_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """An e-mail with a link that lets somebody join a partner. The link's secret is kept only as a hash."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("role"), max_length=24, choices=Kind.choices, default=Kind.PRACTITIONER)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(auto_now_add=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)

    objects = Invitations.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            paired("answered", name="invitation_answered_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Held so that the link in the letter works; deleted when it is answered or out of date for a month."""

        called = _("invitations")
        fields = {"accepted": _("whether they said yes")}
        purpose = _("Asking people to join.")
        basis = Basis.LEGITIMATE_INTERESTS
        kept = _("Thirty days after it ran out.")
        keep_days, since = 30, "expires_at"
        subjects = ("answered_by", "email")
        erased = Delete()
        not_words = (
            "email",
            "secret_hash",
        )
        public = ()
        partners = ()
        personal = (
            *("id", "partner", "email", "kind", "invited_at", "invited_by"),
            *("expires_at", "answered_at", "answered_by", "accepted"),
        )
        confided = ("secret_hash",)
        secrets = ("secret_hash",)

    def __str__(self):
        return f"{self.email} to {self.partner}"
