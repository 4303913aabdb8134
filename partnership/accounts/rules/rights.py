"""Who may give a consent and take it back, and take away what is held on them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal


def check_can_give_consent(by: Person, purpose: str, words_sha256: str) -> None:
    """Whoever is signed in may, for themselves, to the words as they are now."""
    _check_is_somebody(by)
    asked = pack.current().consents.get(purpose)
    if asked is None:
        raise Refusal(_("Nobody asks for that any more."))
    if asked.sha256 != words_sha256:
        raise Refusal(_("The words have changed since you opened the page. Please read them again before you agree."))


def check_can_withdraw_consent(by: Person) -> None:
    """Whoever gave one may always take it back."""
    _check_is_somebody(by)


def check_can_take_data(by: Person) -> None:
    """Everybody may take away what is held on themselves."""
    _check_is_somebody(by)


def _check_is_somebody(person: Person) -> None:
    if person.system or person.erased_at:
        raise Refusal(_("Sign in first, so that we know who you are."))
