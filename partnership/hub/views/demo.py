"""Look around as somebody made up. Only in a demonstration, and only from the machine it runs on."""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from partnership.core.layouts import is_address
from partnership.hub.queries import demo as queries

THIS_MACHINE = {"127.0.0.1", "::1"}
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")


def from_this_machine(request):
    """Whether the browser runs on the machine the site runs on; what a proxy passes on does not."""
    return request.META.get("REMOTE_ADDR") in THIS_MACHINE and not any(name in request.META for name in PASSED_ON)


def in_a_demonstration(view):
    """Let there be no such page anywhere else."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not (settings.DEMONSTRATION and from_this_machine(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@in_a_demonstration
@never_cache
@require_GET
def demo(request):
    return render(request, "hub/demo.html", {"page": queries.demo()})


@in_a_demonstration
@require_POST
def look_around(request, pk):
    person = get_object_or_404(queries.invented(), pk=pk)
    login(request, person)
    record_authentication(request, person, "code", email=person.email)
    record_authentication(request, person, "mfa", type="totp", reauthenticated=True)
    UserSession.objects.create_from_request(request)
    return redirect("/my-work/" if is_address("/my-work/") else reverse("my-account"))
