"""Saying oneself that one is here, with the code that is shown in the room; and that one could not come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnership.academy.actions import completing
from partnership.academy.actions import register as actions
from partnership.academy.forms.register import CouldNotComeForm, ReflectionForm
from partnership.academy.models import Booking
from partnership.academy.queries import checking_in as queries
from partnership.academy.rules import completing as whole
from partnership.academy.rules import register as rules
from partnership.core import pace
from partnership.core.refusals import Refusal

WRONG_CODES, SECONDS = 40, 300  # from one address, which may be the whole room
ASKS = require_http_methods(["GET", "HEAD", "POST"])


@ASKS
def check_in(request, code):
    if not pace.allowed(request, "check-in", WRONG_CODES, SECONDS, counts=False):
        raise Refusal(_("Many codes were tried from here just now. Wait five minutes, then try again."))
    page = queries.check_in_page(code, request.user, timezone.now())
    if page.part is None:
        pace.wrong(request, "check-in")
    if request.method == "POST" and page.part is not None and request.user.is_authenticated:
        actions.check_in(page.part, by=request.user)
        messages.success(request, _("You are in the register. Thank you for coming."))
        return redirect("check-in", code=code)
    return render(request, "academy/checking_in/check_in.html", {"page": page, "code": code})


def mine(request, pk):
    """Reach one's own booking."""
    own = Booking.objects.visible_to(request.user).select_related("session", "person")
    return get_object_or_404(own, pk=pk, person=request.user)


@login_required
@ASKS
def could_not_come(request, pk):
    booking = mine(request, pk)
    rules.check_can_excuse(request.user, booking)
    form = CouldNotComeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.excuse(booking, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Kept. Your organisation sees that there was a reason, and not which."))
        return redirect("/my-training/")
    return render(request, "academy/checking_in/could_not_come.html", {"form": form, "page": queries.after(booking)})


@login_required
@ASKS
def write_reflection(request, pk):
    booking = mine(request, pk)
    whole.check_can_write_reflection(request.user, booking)
    sent = request.POST if request.method == "POST" else None
    form = ReflectionForm(sent, initial={"words": queries.own_reflection(booking, request.user)})
    if request.method == "POST" and form.is_valid():
        completing.write_reflection(booking, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Kept, for you alone."))
        return redirect("passport")
    return render(request, "academy/checking_in/write_reflection.html", {"form": form, "page": queries.after(booking)})
