"""What happens around every view."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string

from partnership.core.refusals import Refusal
from partnership.core.visitors import somebody, used_second_factor

Answer = Callable[[HttpRequest], HttpResponse]


def way_back(request: HttpRequest) -> str:
    """Give the page of this site that the person came from, else the front page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return reverse("about") if request.path == "/" else "/"


class CalmRefusals:
    """Where a rule refuses, show its sentence and the way back. No view needs a `try`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stand aside; what matters happens when a view raises."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a Refusal; leave every other exception to Django."""
        if not isinstance(exception, Refusal):
            return None
        shown = {"sentence": exception.sentence, "back": way_back(request)}
        return render(request, "core/refused.html", shown, status=exception.status)


class PermissionsPolicy:
    """No page of ours needs a camera, a microphone or to know where you are; say so to the browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the header on every answer."""
        response = self.get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response


class NothingLeftBehind:
    """A page made for somebody stays in no browser: whoever takes the telephone next and goes back finds nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so on every answer to somebody who is signed in, before or after it."""
        before = somebody(request)
        response = self.get_response(request)
        if before or somebody(request):
            response["Cache-Control"] = "private, no-store"
        return response


class SecondFactorFirst:
    """Whoever must give a second factor, and has not in this session, is led to one before any other page.

    Signing out, the ways to a second factor, the note about a page (which shows who helps) and the answer to monitors
    stay open; so do answering and telling without a name, where nobody is asked who they are, and leaving fast. Static files never come this far.
    """

    OPEN = (
        "/accounts/2fa/",
        "/accounts/second-factor/",
        "/accounts/logout/",
        "/report-page/",
        "/healthz",
        "/answer/",
        "/tell-us/",
        "/leave/",
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead them there, with the way on."""
        person = somebody(request)
        if person is None or not person.second_factor_required or request.path.startswith(self.OPEN):
            return self.get_response(request)
        if used_second_factor(request):
            return self.get_response(request)
        way_on = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{reverse(settings.SECOND_FACTOR_PAGE)}?{way_on}".rstrip("?"))


class ActingFor:
    """Under `/for/<partner>/` set `request.partner` to a partner in which the person holds a role today; else 404.

    The view does not take `partner`: it reaches everything through `request.partner`, which elsewhere is None. Notices
    and bookmarks outlive roles: whoever follows one is led to where they may go, or told that their role has ended.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Act for nobody until an address says so."""
        request.partner = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look the partner of the address up. Whoever is nobody yet is led to sign in, here and at the programme's pages."""
        if not request.path.startswith(("/for/", "/programme/")):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.path.startswith("/for/"):
            return None
        find, slug = import_string(settings.PARTNER_OF_ADDRESS), kwargs.pop("partner")
        request.partner = find(request.user, slug)  # type: ignore[attr-defined]
        return None if request.partner else self._lead_on(request, slug)  # type: ignore[attr-defined]

    def _lead_on(self, request: HttpRequest, slug: str) -> HttpResponse | None:
        """Lead whoever holds no role there to where they may go; Django catches no refusal of a middleware for us."""
        if request.method not in ("GET", "HEAD"):
            raise Http404
        try:
            instead = import_string(settings.ADDRESS_INSTEAD)(request.user, slug)
        except Refusal as refusal:
            return CalmRefusals(self.get_response).process_exception(request, refusal)
        if not instead:
            raise Http404
        return redirect(instead)
