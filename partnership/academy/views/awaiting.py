"""What waits for somebody without an account: seen and deleted by the link in the letter."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from partnership.academy.actions import awaiting as actions
from partnership.academy.queries import awaiting as queries


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def what_waits(request, secret):
    waiting = queries.behind(secret)
    if request.method == "POST" and waiting:
        actions.let_go(waiting, by=get_user_model().objects.system("without-account"))
        messages.success(request, _("Deleted. We hold nothing of it any more."))
        return redirect("what-waits", secret=secret)
    answer = render(request, "academy/awaiting/what_waits.html", {"page": queries.what_waits(waiting)})
    answer["X-Robots-Tag"] = "noindex, nofollow"  # somebody's name stands on it
    return answer
