"""Leaving fast: at once somewhere that gives nothing away, with nothing left behind in this browser that we can reach.

The server ends the session and lets the browser forget its copies of our pages. For two minutes afterwards it leads this
browser on to the same place, whatever of ours is asked for: whoever presses Back sees nothing, with or without a script.
What stays beyond our reach (the history, other tabs, the network) is said on the page about staying safe.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from partnership.core import codes, pack
from partnership.core.visitors import has_session

OTHERWISE = "https://www.bbc.co.uk/weather"
COOKIE, SECONDS = "away", 120
# "cookies" would take the mark above too. What stands under another path than / is named one by one.
FORGET = '"cache", "storage"'
STILL_OPEN = ("/leave/", "/healthz")


def leave_to() -> str:
    """Give where somebody lands who leaves fast."""
    listening = pack.current().listening
    return listening.leave_to if listening else OTHERWISE


def left(request: HttpRequest) -> HttpResponse:
    """End the session here, let the browser forget what it knows of us, and lead it away."""
    if has_session(request):
        logout(request)
    response = _led_away()
    response["Clear-Site-Data"] = FORGET
    for name in set(request.COOKIES) - {COOKIE}:
        response.delete_cookie(name, samesite="Lax")
    response.delete_cookie(codes.COOKIE, path=codes.COOKIE_PATH, samesite="Lax")
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, "1", max_age=SECONDS, httponly=True, samesite="Lax", secure=secure)
    return response


def _led_away() -> HttpResponse:
    response = HttpResponseRedirect(leave_to())
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


class Away:
    """Whoever goes back after somebody left fast is led on to where they went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at one cookie; nothing else is asked."""
        if COOKIE in request.COOKIES and not request.path.startswith(STILL_OPEN):
            return _led_away()
        return self.get_response(request)
