"""Who asks: somebody who is signed in, or nobody. A browser without a session costs no look into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from partnership.accounts.models import Person

METHODS, WHOSE = "account_authentication_methods", "account_authentication_methods_user"  # where allauth writes them


def has_session(request: HttpRequest) -> bool:
    """Whether the browser brings a session at all: only then may a page hold anything about somebody."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def somebody(request: HttpRequest) -> Person | None:
    """Give who is signed in."""
    user = getattr(request, "user", None)
    return user if user is not None and has_session(request) and user.is_authenticated else None


def leaves_fast(request: HttpRequest) -> bool:
    """Whether the way out stands on the page: for everybody who has not signed in, and always where nobody says who they are."""
    return somebody(request) is None or request.path.startswith(("/tell-us/", "/answer/"))


def used_second_factor(request: HttpRequest) -> bool:
    """Whether the person gave a second factor in this session, here or where their organisation asks for one."""
    if request.session.get(WHOSE) != str(request.user.pk):
        return False
    return any(
        one.get("method") == "mfa" or one.get("provider") in settings.SECOND_FACTOR_PROVIDERS
        for one in request.session.get(METHODS, [])
    )
