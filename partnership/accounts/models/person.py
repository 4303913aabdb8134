"""People. A deed always has a Person behind it, so some rows stand for no single person: they cannot sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import AT_WORK, Basis, Blank, Reaches
from partnership.core.visibility import Sees, Visible


class System(models.TextChoices):
    """The rows that are nobody in particular."""

    WITHOUT_ACCOUNT = "without-account", _("someone without an account")
    LOADER = "loader", _("the loader of figures")
    HOUSEKEEPER = "housekeeper", _("the site's housekeeper")


class People(Visible["Person"]):
    """Words for people. Who else may know somebody is decided by memberships, which lead to the person."""

    sees = (
        Sees(
            _("The person"),
            _("what their account holds"),
            lambda person: Q(pk=person.pk) if person is not None else None,
        ),
    )

    def real(self):
        """Give everybody who is somebody."""
        return self.filter(system__isnull=True)


class PersonManager(BaseUserManager.from_queryset(People)):  # type: ignore[misc]
    """Find people by e-mail, whatever its capitals; find a system person by its key."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def system(self, key: str) -> "Person":
        return self.get(system=key)


class Person(AbstractBaseUser):
    """Somebody, under the name that they chose."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    name = models.CharField(_("the name you go by"), max_length=100)
    system = models.CharField(max_length=40, choices=System.choices, unique=True, null=True, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    second_factor_required = models.BooleanField(default=False)
    fictional = models.BooleanField(default=False, editable=False)  # invented, for demonstration
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                name="system_person_cannot_sign_in",
                condition=Q(system__isnull=True) | Q(email__isnull=True, is_active=False),
            ),
        ]

    class Privacy:
        """Asked for so that people can sign in and colleagues know who did what; blanked when a person asks."""

        purpose = _("Signing in, and letting colleagues know who did what.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until the person asks to be erased, or two years after they last signed in.")
        keep_days, since = 730, ("last_login", "joined_at")
        due = Q(system=None, erased_at=None)
        subjects = ("pk",)
        erased = Blank({"email": None, "name": "", "password": "", "is_active": False, "last_login": None})
        secrets = ("password",)
        from_whom = _("From you; where an organisation brought you in, from that organisation.")
        words = {
            "name": Reaches(_("Whoever meets them here: colleagues, leads, the programme team."), AT_WORK),
        }
        not_words = (
            "email",
            "password",
        )
        called = _("accounts")
        fields = {
            "system": _("a task of the site, not somebody"),
            "is_active": _("can sign in"),
            "second_factor_required": _("has to sign in with a second factor"),
            "last_login": _("when last signed in"),
            "password": _("a password, which nobody has here"),
        }
        public = ("id", "system", "fictional")
        partners = ("name", "joined_at")
        personal = ("email", "last_login", "is_active", "second_factor_required", "erased_at")
        confided = ("password",)

    def save(self, *args, **kwargs):
        """Write addresses small, as sign-in looks for them; no address is none, not an empty one."""
        self.email = self.email.lower() if self.email else None
        super().save(*args, **kwargs)

    def in_confidence(self) -> "Person":
        """Give the row that stands for this person in the log where the deed itself was told in confidence."""
        return Person.objects.system(System.WITHOUT_ACCOUNT)

    def has_usable_password(self):
        """Nobody has a password here, whatever stands in the column that comes with Django."""
        return False

    def __str__(self):
        if self.erased_at:
            return gettext("someone who left")
        return self.get_system_display() if self.system else self.name
