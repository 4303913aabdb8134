"""Who may do what with an account: its own person, and hardly anybody else."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal


def _check_own(by: Person, person: Person) -> None:
    if by.pk != person.pk or by.system:
        raise Refusal(_("This is somebody else's account. Only they can change it."))


def check_can_sign_up(by: Person, person: Person) -> None:
    """Somebody who is not here yet may, for themselves."""
    if by is not person or person.pk is not None:
        raise Refusal(_("You can make an account for yourself only."))


def check_can_rename(by: Person, person: Person) -> None:
    """The person may, at any time: the name they go by is theirs to choose."""
    _check_own(by, person)


def check_can_take_address(by: Person, person: Person, email: str) -> None:
    """The person may, unless the address belongs to somebody else here."""
    _check_own(by, person)
    others = Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists()
    if others or EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=person).exists():
        raise Refusal(_("Another account uses this address. Sign in with it, or choose another one."))


def check_can_end_sessions(by: Person, session: UserSession | None = None) -> None:
    """The person whose sessions they are may."""
    if session is not None and session.user_id != by.pk:
        raise Refusal(_("This is somebody else's account. Only they can change it."))


def check_can_enrol(by: Person, person: Person) -> None:
    """The person may add as many ways to sign in as they like."""
    _check_own(by, person)


def check_can_remove_factor(by: Person, factor: Authenticator) -> None:
    """The person may, except the last one where their work needs one."""
    _check_own(by, factor.user)
    others = Authenticator.objects.filter(user=by).exclude(type=Authenticator.Type.RECOVERY_CODES).exclude(pk=factor.pk)
    if by.second_factor_required and not others.exists():
        raise Refusal(_("Your work here needs a second way to show that it is you. Add another one first."))


def check_can_forget_factors(by: Person) -> None:
    """Only whoever runs the site may, at its machine: somebody lost everything that they sign in with."""
    if by.system != System.HOUSEKEEPER:
        raise Refusal(_("Only the people who run this site can do that, at its machine."))


def check_can_equip(by: Person, person: Person) -> None:
    """Invented people get an authenticator when the demonstration is loaded; nobody else is given one."""
    _check_own(by, person)
    if not person.fictional:
        raise Refusal(_("Only invented people are given one. Everybody else adds their own."))
