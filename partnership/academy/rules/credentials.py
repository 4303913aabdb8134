"""Who takes a credential along, and at which addresses whoever checks one asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from partnership.academy.models import Completion
from partnership.academy.rules.certificates import check_can_issue_completion
from partnership.core.credentials import switched_on
from partnership.core.credentials.statuses import LENGTH
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def check_can_take_credential(by: Person, completion: Completion, *, with_address: bool = False) -> None:
    """The person alone, for what stands, where the site gives credentials; by an address only if they have one."""
    if not switched_on():
        raise Refusal(_("This site gives no credentials. The certificate as PDF says the same."))
    if by != completion.person:
        raise Refusal(_("Only the person themselves can take their credential."))
    if with_address and not by.email:
        raise Refusal(_("There is no e-mail address here that it could be tied to."))
    check_can_issue_completion(by, completion)


def issuer_address() -> str:
    """Say where it stands who gives credentials here, and with which keys."""
    return f"{settings.SITE_ADDRESS}/credentials/issuer/"


def method_address(key: str) -> str:
    """Say where one key stands."""
    return f"{issuer_address()}#{key}"


def list_address(number: int) -> str:
    """Say where a list of what was taken back stands."""
    return f"{settings.SITE_ADDRESS}/credentials/status/{number}/"


def place_of(place: int) -> tuple[int, int]:
    """Give the number of the list in which a place is, and which one it is there."""
    return place // LENGTH + 1, place % LENGTH
