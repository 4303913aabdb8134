from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import booking as actions
from partnership.academy.forms.booking import BookForm, HelpsForm, OtherDayForm
from partnership.academy.models import Booking, Session
from partnership.academy.queries import booking as queries
from partnership.academy.queries import booking_words as said
from partnership.academy.queries.checking_in import after
from partnership.academy.rules import booking as rules


def seen_session(request, pk):
    """Reach a session that the person may see."""
    return get_object_or_404(Session.objects.visible_to(request.user).select_related("only_for"), pk=pk)


def mine(request, pk):
    """Reach a booking of the person's own."""
    found = Booking.objects.visible_to(request.user).filter(person=request.user)
    return get_object_or_404(found.select_related("session", "partner", "person"), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def book_session(request, pk):
    session = seen_session(request, pk)
    if request.method != "POST":
        rules.check_can_book(request.user, session, asked=False)
    form = BookForm(request.POST or None, person=request.user, session=session)
    if request.method == "POST" and form.is_valid():
        booked = actions.book(session, person=request.user, by=request.user, **form.told)
        messages.success(request, said.how_it_went(booked))
        return redirect("booking", pk=booked.pk)
    before = queries.before_booking(request.user, session, form.first_partner, form["works_as"].value())
    return render(request, "academy/booking/book_session.html", {"form": form, "before": before})


@require_safe
@login_required
@never_cache
def my_training(request):
    return render(request, "academy/booking/my_training.html", {"page": queries.my_training(request.user)})


@require_safe
@login_required
@never_cache
def booking(request, pk):
    page = queries.booking_page(request.user, pk)
    if page is None:
        raise Http404
    return render(request, "academy/booking/booking.html", {"page": page, "after": after(mine(request, pk))})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def cancel_booking(request, pk):
    found = mine(request, pk)
    rules.check_can_cancel(request.user, found)
    if request.method == "POST":
        actions.cancel(found, by=request.user)
        messages.success(request, _("Your place went to the others. Nobody asks why. You can ask again at any time."))
        return redirect("booking", pk=pk)
    return render(request, "academy/booking/cancel_booking.html", {"page": queries.booking_page(request.user, pk)})


@require_POST
@login_required
def take_place(request, pk):
    taken = actions.take_place(mine(request, pk), by=request.user)
    messages.success(request, said.how_it_went(taken))
    return redirect("booking", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def change_session(request, pk):
    found = mine(request, pk)
    rules.check_can_change_session_of(request.user, found)
    days = said.other_days(queries.other_sessions(found))
    form = OtherDayForm(request.POST or None, days=days)
    if request.method == "POST" and form.is_valid():
        there = actions.change_session(found, seen_session(request, form.cleaned_data["session"]), by=request.user)
        messages.success(request, said.how_it_went(there))
        return redirect("booking", pk=there.pk)
    return render(request, "academy/booking/change_session.html", {"form": form, "booking": found, "days": days})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def say_what_helps(request, pk):
    found = mine(request, pk)
    rules.check_can_say_what_helps(request.user, found)
    form = HelpsForm(request.POST or None, initial={"adjustment": queries.what_helps(request.user, found)})
    if request.method == "POST" and form.is_valid():
        actions.say_what_helps(found, form.cleaned_data["adjustment"], by=request.user)
        messages.success(request, _("Kept, and locked. Those who lead the session can read it."))
        return redirect("booking", pk=pk)
    return render(request, "academy/booking/say_what_helps.html", {"form": form, "booking": found})
