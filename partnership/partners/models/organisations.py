"""Organisations, where they are, what they are called elsewhere, and how they stand in the partnership."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned
from partnership.core.privacy import AT_WORK, FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.reach import reach

LIFECYCLE = Machine(
    "partner",
    {
        "enquired": _("Has asked"),
        "invited": _("Invited"),
        "joined": _("Joined"),
        "active": _("Active"),
        "dormant": _("Quiet for now"),
        "left": _("Left"),
    },
    start=("enquired", "invited", "joined"),
    steps=(
        Step("invited", ("enquired", "left"), "invited", _("The programme team")),
        Step("joined", ("enquired", "invited"), "joined", _("The programme team, or a lead who accepts")),
        Step("activated", ("joined", "dormant"), "active", _("The site, when a partner does something")),
        Step("rested", ("joined", "active"), "dormant", _("The programme team, or the partner's lead")),
        Step(
            "left",
            ("enquired", "invited", "joined", "active", "dormant"),
            "left",
            _("The partner's lead, or the programme team"),
        ),
    ),
)
IN_DIRECTORY = ("joined", "active", "dormant")


class Band(models.TextChoices):
    """How many people, roughly: nobody should have to count."""

    NONE = "0", _("none")
    TO_9 = "1-9", _("1 to 9")
    TO_49 = "10-49", _("10 to 49")
    TO_249 = "50-249", _("50 to 249")
    TO_999 = "250-999", _("250 to 999")
    MORE = "1000+", _("1,000 or more")


def _of_my_partners(person):
    held = reach(person)
    return Q(pk__in=held.partners) if held.partners else None


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _in_my_places(person):
    places = reach(person).led_places
    return Q(pk__in=PartnerPlace.objects.filter(place__in=places).values("partner")) if places else None


class Partners(Visible["Partner"]):
    """Words for partners."""

    sees = (
        Sees(
            _("Anybody"),
            _("partners that have joined and are listed"),
            lambda _person: Q(state__in=IN_DIRECTORY, listed=True),
        ),
        Sees(_("People of the partner"), _("their own partners"), _of_my_partners),
        Sees(_("Place leads"), _("partners in their place"), _in_my_places),
        Sees(_("The programme team"), _("every partner"), _for_the_programme),
    )

    def listed(self):
        return self.filter(state__in=IN_DIRECTORY, listed=True)

    def current(self):
        return self.filter(state__in=IN_DIRECTORY)


class Partner(Revisioned):
    """An organisation, a group or a service of one."""

    TRANSITIONS = LIFECYCLE
    RELATIONS = [("part", _("is part of")), ("run-by", _("is run by")), ("member", _("is a member of"))]

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=40)  # a key of the pack's vocabulary
    about = models.TextField(_("about"), max_length=2000, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    email_domain = models.CharField(_("e-mail domain"), max_length=100, blank=True)  # suggests; never decides
    employees = models.CharField(_("employees"), max_length=10, choices=Band.choices, blank=True)
    volunteers = models.CharField(_("volunteers"), max_length=10, choices=Band.choices, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    parent_relation = models.CharField(
        _("relation to the parent"),
        max_length=20,
        choices=RELATIONS,
        blank=True,
    )
    state = models.CharField(max_length=10, choices=LIFECYCLE.states.items(), default="enquired")
    listed = models.BooleanField(_("in the public directory"), default=False)
    shows_pledges = models.BooleanField(_("shows its pledges"), default=False)
    fictional = models.BooleanField(
        default=False, editable=False
    )  # invented, for demonstration; labelled wherever shown
    added_at = models.DateTimeField(auto_now_add=True)

    objects = Partners.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="partner_is_not_its_own_parent", condition=~Q(parent=models.F("pk"))),
            models.CheckConstraint(
                name="partner_says_how_it_relates_to_its_parent",
                condition=Q(parent__isnull=True, parent_relation="") | Q(parent__isnull=False) & ~Q(parent_relation=""),
            ),
        ]

    class Privacy:
        """Organisations, not people."""

        called = _("partners")
        fields = {"parent": _("which organisation it is part of")}
        purpose = _("Knowing which organisations are part of this, and showing those that want to be shown.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        words = {
            "name": Reaches(_("Anybody, once the partner is listed."), FOR_THEIR_ORGANISATION),
            "about": Reaches(_("Anybody, once the partner is listed."), FOR_THEIR_ORGANISATION),
            "website": Reaches(_("Anybody, once the partner is listed."), FOR_THEIR_ORGANISATION),
        }
        not_words = (
            "slug",
            "sector",
            "email_domain",
        )
        public = ("id", "slug", "name", "sector", "about", "website", "parent", "parent_relation", "state", "fictional")
        partners = ("employees", "volunteers", "email_domain", "listed", "shows_pledges", "added_at", "revision")
        personal = ()
        confided = ()

    def __str__(self):
        return self.name


class PartsOfPartners(Visible[Any]):
    """Rows that are seen with the partner that they belong to."""

    sees = (
        Sees(
            _("Whoever sees the partner"),
            _("its places and the names it has elsewhere"),
            lambda person: Q(partner__in=Partner.objects.visible_to(person)),
        ),
    )


class PartnerPlace(models.Model):
    """A place that a partner works in."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="places")
    place = models.CharField(max_length=20)  # an area code of the pack

    objects = PartsOfPartners.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["partner", "place"], name="partner_in_a_place_once")]

    class Privacy:
        """Where an organisation works."""

        not_words = ("place",)
        called = _("where organisations work")
        purpose = _("Finding organisations by the place where they work.")
        public = ("id", "partner", "place")
        partners = ()
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.partner} in {self.place}"


class Identifier(models.Model):
    """What a partner is called in somebody else's register."""

    SCHEMES = [
        ("nhs-ods", _("NHS organisation code")),
        ("companies-house", _("Companies House number")),
        ("charity", _("Charity number")),
        ("school-urn", _("School number (URN)")),
        ("other", _("Other register")),
    ]

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=20, choices=SCHEMES)
    value = models.CharField(_("number or code"), max_length=40)

    objects = PartsOfPartners.as_manager()

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_belongs_to_one_partner")]

    class Privacy:
        """So that one organisation is one row, and duplicates are found."""

        called = _("numbers in other registers")
        purpose = _("Counting each of them once, and finding doubles.")
        not_words = ("value",)
        public = ("id", "partner", "scheme", "value")
        partners = ()
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"


class Contacts(Visible["Contact"]):
    """Words for contacts."""

    sees = (
        Sees(
            _("Anybody"),
            _("contacts that a listed partner made public"),
            lambda _person: Q(public=True, partner__in=Partner.objects.listed()),
        ),
        Sees(
            _("People of the partner"),
            _("all contacts of their partners"),
            lambda person: Q(partner__in=reach(person).partners) if reach(person).partners else None,
        ),
        Sees(_("The programme team"), _("all contacts"), _for_the_programme),
    )


class Contact(models.Model):
    """How to reach a partner. A shared mailbox or a switchboard is better than anybody's own."""

    KINDS = [("email", _("E-mail")), ("phone", _("Telephone")), ("address", _("Address"))]

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    label = models.CharField(_("what it is for"), max_length=80)
    kind = models.CharField(max_length=10, choices=KINDS)
    value = models.CharField(_("contact"), max_length=300)
    public = models.BooleanField(_("anybody may see it"), default=False)

    objects = Contacts.as_manager()

    class Meta:
        ordering = ["label", "pk"]

    class Privacy:
        """How to reach an organisation; may name somebody, so it is shown only where the partner says so."""

        called = _("contacts")
        fields = {"kind": _("an address, a number or a link")}
        purpose = _("Reaching an organisation.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until the partner removes it, or a year after it left.")
        words = {
            "label": Reaches(_("People of the partner; anybody, where the partner says so."), FOR_THEIR_ORGANISATION),
            "value": Reaches(_("People of the partner; anybody, where the partner says so."), FOR_THEIR_ORGANISATION),
        }
        public = ("id", "partner", "label", "kind", "public")
        partners = ("value",)
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.label}: {self.value}"


class Standings(Visible["Standing"]):
    """Words for the history of how partners stand."""

    sees = (
        Sees(
            _("Leads of the partner"),
            _("when their partner joined, rested or left, and why"),
            lambda person: Q(partner__in=reach(person).leads) if reach(person).leads else None,
        ),
        Sees(_("The programme team"), _("the history of every partner"), _for_the_programme),
    )


class Standing(models.Model):
    """From when a partner stood how, and who said so. The newest row is how it stands."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="standings")
    state = models.CharField(max_length=10, choices=LIFECYCLE.states.items())
    since_at = models.DateTimeField()
    since_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=300, blank=True)

    objects = Standings.as_manager()

    class Meta:
        ordering = ["since_at", "pk"]

    class Privacy:
        """The dated life of a partner here; never overwritten."""

        purpose = _("Knowing who joined, rested or left, and when.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("since_by",)
        erased = Keep()
        words = {
            "why": Reaches(_("People of the partner, and the programme team."), AT_WORK),
        }
        called = _("how organisations stood")
        public = ("id", "partner")
        partners = ("state", "since_at")
        personal = ("since_by", "why")
        confided = ()

    def __str__(self):
        return f"{self.partner}: {self.get_state_display()} from {self.since_at:%Y-%m-%d}"
