"""On the day: the register on a telephone, on paper and as a file; the code in the room; one person at a time."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import completing
from partnership.academy.actions import register as actions
from partnership.academy.forms.register import NotTicks, RegisterForm, ResultForm, WalkInForm, ticks_in
from partnership.academy.forms.register_sheets import UploadRegisterForm
from partnership.academy.models import Booking, Session
from partnership.academy.queries import register as queries
from partnership.academy.queries import register_sheets as sheets
from partnership.academy.rules import register as rules
from partnership.core import exports
from partnership.core.refusals import Refusal

ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def reached(request, pk):
    """Reach a session whose register somebody keeps."""
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    rules.check_can_keep_register(request.user, session)
    return session


def back_to(pk, part=""):
    return redirect(f"/academy/sessions/{pk}/register/" + (f"?part={part}" if part else ""))


def say_kept(request, kept):
    """Say how many marks are otherwise now, and what could not be kept."""
    said = ngettext(
        "Kept: one person stands otherwise now.", "Kept: %(count)s people stand otherwise now.", kept.changed
    )
    messages.success(request, said % {"count": kept.changed} if kept.changed else _("Everything stood there already."))
    for why in dict.fromkeys(why for _tick, why in kept.refused):
        messages.warning(request, why)


@login_required
@left_nowhere
@ASKS
def register(request, pk):
    session = reached(request, pk)
    page = queries.register_page(session, request.user, request.GET.get("part", ""))
    form = RegisterForm(page.rows, page.choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        say_kept(request, actions.keep_ticks(session, form.ticks(), by=request.user))
        return back_to(pk, form.cleaned_data["part"])
    return render(request, "academy/register/register.html", {"page": page, "walk_in": WalkInForm()})


@require_POST
def register_ticks(request, pk):
    """Take ticks that a telephone kept while it had no connection. Whoever is signed out keeps them there."""
    if not request.user.is_authenticated:
        return JsonResponse({"sign_in": True}, status=HTTPStatus.UNAUTHORIZED)
    session = reached(request, pk)
    try:
        ticks = ticks_in(request.body)
    except NotTicks:
        return JsonResponse({"not_ticks": True}, status=HTTPStatus.BAD_REQUEST)
    kept = actions.keep_ticks(session, ticks, by=request.user)
    refused = [{"booking": tick.booking, "part": tick.part, "why": why} for tick, why in kept.refused]
    return JsonResponse({"changed": kept.changed, "refused": refused})


@login_required
@require_POST
def walk_in(request, pk):
    session = reached(request, pk)
    part = session.parts.filter(pk=request.POST.get("part") or 0).first()
    form = WalkInForm(request.POST)
    if form.is_valid():
        actions.walk_in(session, form.person, by=request.user, part=part)
        messages.success(request, _("%(name)s is in the register.") % {"name": form.person.name})
        return back_to(pk, part.pk if part else "")
    page = queries.register_page(session, request.user, request.POST.get("part", ""))
    return render(request, "academy/register/walk_in.html", {"page": page, "form": form})


def somebody_in(request, pk, booking):
    """Reach one person in a register that somebody keeps."""
    session = reached(request, pk)
    mine = Booking.objects.visible_to(request.user).select_related("person", "session", "partner")
    return get_object_or_404(mine, pk=booking, session=session)


@login_required
@left_nowhere
@require_safe
def register_person(request, pk, booking):
    page = queries.one_person(somebody_in(request, pk, booking), request.user)
    return render(request, "academy/register/register_person.html", {"page": page})


@login_required
@require_POST
def excuse_person(request, pk, booking):
    actions.excuse(somebody_in(request, pk, booking), by=request.user)
    messages.success(request, _("Kept: there was a reason. Nobody has to say which."))
    return redirect("register-person", pk=pk, booking=booking)


@login_required
@require_POST
def record_result(request, pk, booking):
    form = ResultForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose whether it was passed, or not yet."))
    completing.record_result(somebody_in(request, pk, booking), passed=form.cleaned_data["passed"], by=request.user)
    messages.success(request, _("Kept."))
    return redirect("register-person", pk=pk, booking=booking)


@login_required
@require_safe
def register_sheet(request, pk):
    made = sheets.printed_sheet(reached(request, pk), request.user, at=timezone.now())
    said = {"Content-Disposition": 'inline; filename="register.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=said)


@login_required
@require_safe
def register_file(request, pk, ending):
    return exports.answer(request, sheets.register_file(reached(request, pk), request.user), ending)


@login_required
@ASKS
def upload_register(request, pk):
    session = reached(request, pk)
    form = UploadRegisterForm(session, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        say_kept(request, actions.load_register(session, form.rows, by=request.user))
        return back_to(pk)
    page = queries.register_page(session, request.user)
    return render(request, "academy/register/upload_register.html", {"page": page, "form": form})


@login_required
@require_safe
def room_code(request, pk, part):
    session = reached(request, pk)
    page = queries.room_code(session, get_object_or_404(session.parts, pk=part))
    return render(request, "academy/register/room_code.html", {"page": page, "pk": pk})
