from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.reading.actions import rota as actions
from partnership.reading.forms.readers import CareForm, CloseToForm, LastDayForm, LimitForm, ShiftForm, TalkForm
from partnership.reading.models import Debrief, Reader, Shift
from partnership.reading.queries import queue
from partnership.reading.queries import rota as queries
from partnership.reading.rules import rota as rules
from partnership.reading.views.queue import not_refused


@login_required
@require_safe
def rota(request):
    rules.check_can_see_rota(request.user)
    return render(request, "reading/readers/rota.html", {"page": queries.rota_page(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_shift(request):
    rules.check_plans_the_rota(request.user)
    languages = {key: queue.language_words(key) for key in rules.languages_told_in()}
    form = ShiftForm(request.POST or None, people=queries.readers_today(), languages=languages)
    if form.is_bound and form.is_valid() and not_refused(form, lambda: planned(form, request.user)):
        messages.success(request, _("Planned."))
        return redirect("rota")
    return render(request, "reading/readers/plan_shift.html", {"form": form})


def planned(form, person):
    reader, starts_on, ends_on, languages = form.planned
    return actions.plan_shift(reader, starts_on, ends_on, languages, by=person)


def shift_of(request, pk):
    """Reach days of the rota."""
    rules.check_can_see_rota(request.user)
    return get_object_or_404(Shift.objects.visible_to(request.user).select_related("person"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_shift(request, pk):
    shift, form = shift_of(request, pk), LastDayForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and not_refused(form, lambda: actions.end_shift(shift, form.ends_on, by=request.user))
    ):
        messages.success(request, _("Changed."))
        return redirect("rota")
    return render(request, "reading/readers/end_shift.html", {"form": form, "shift": shift})


@login_required
@require_POST
def call_shift_off(request, pk):
    actions.call_shift_off(shift_of(request, pk), by=request.user)
    messages.success(request, _("Taken off the rota."))
    return redirect("rota")


def reader_of(request, pk):
    """Reach somebody who is a reader today, as a safeguarding lead."""
    rules.check_looks_after_readers(request.user)
    found = next((one for one in queries.readers_today() if one.pk == pk), None)
    if found is None:
        raise Http404(_("Nobody of that number reads here."))
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def care_for_reader(request, pk):
    reader = reader_of(request, pk)
    now = Reader.objects.filter(person=reader).first() or Reader(person=reader)
    form = CareForm(request.POST or None, initial={"trained_on": now.trained_on, "daily_limit": now.daily_limit})
    if form.is_bound and form.is_valid() and not_refused(form, lambda: cared(form, reader, request.user)):
        messages.success(request, _("Written down."))
        return redirect("rota")
    return render(request, "reading/readers/care_for_reader.html", {"form": form, "reader": reader})


def cared(form, reader, person):
    if form.cleaned_data["trained_on"]:
        actions.note_training(reader, form.cleaned_data["trained_on"], by=person)
    return actions.set_limit(reader, form.cleaned_data["daily_limit"], by=person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_reading(request):
    rules.check_stands_for_reading(request.user)
    page = queries.my_reading(request.user)
    form = LimitForm(request.POST or None, initial={"daily_limit": page.limit})
    if form.is_bound and form.is_valid() and not_refused(form, lambda: limited(form, request.user)):
        messages.success(request, _("Kept."))
        return redirect("my-reading")
    return render(request, "reading/readers/my_reading.html", {"page": page, "form": form})


def limited(form, person):
    return actions.set_limit(person, form.cleaned_data["daily_limit"], by=person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_to(request):
    rules.check_can_declare(request.user)
    near = [one.pk for one in queries.my_reading(request.user).close_to]
    form = CloseToForm(request.POST if request.method == "POST" else None, initial={"partners": near})
    if form.is_bound and form.is_valid():
        actions.declare(form.cleaned_data["partners"], by=request.user)
        messages.success(request, _("Kept. You read nothing about them."))
        return redirect("my-reading")
    return render(request, "reading/readers/close_to.html", {"form": form})


@login_required
@require_POST
def ask_for_talk(request):
    actions.ask_for_debrief(by=request.user)
    messages.success(request, _("Asked. A safeguarding lead finds a time with you."))
    return redirect("my-reading")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_talk(request, pk):
    rules.check_stands_for_reading(request.user)
    talk = get_object_or_404(Debrief.objects.visible_to(request.user).select_related("person"), pk=pk)
    form = TalkForm(request.POST or None, initial={"had_on": timezone.localdate()})
    if (
        form.is_bound
        and form.is_valid()
        and not_refused(form, lambda: actions.note_debrief(talk, form.cleaned_data["had_on"], by=request.user))
    ):
        return redirect("my-reading" if talk.person == request.user else "rota")
    return render(request, "reading/readers/note_talk.html", {"form": form, "talk": talk})
