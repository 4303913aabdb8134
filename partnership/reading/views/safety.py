from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.reading.actions import safety as actions
from partnership.reading.forms.safety import ConcernForm, NoteForm, ReferForm
from partnership.reading.models import Concern
from partnership.reading.queries import safety as queries
from partnership.reading.rules import queue as reading_rules
from partnership.reading.rules import safety as rules
from partnership.reading.views.queue import home_of, kept_nowhere, reached


def concern_of(request, pk):
    """Reach a concern as a safeguarding lead who is close to nobody in it, or as the reader who raised it."""
    reading_rules.check_reads(request.user)
    seen_here = Concern.objects.visible_to(request.user).select_related("text", "raised_by", "decided_by")
    return get_object_or_404(seen_here, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def raise_concern(request, pk):
    text, form = reached(request, pk), ConcernForm(request.POST or None)
    rules.check_can_raise_concern(request.user, text, "danger")
    if request.method == "POST" and form.is_valid():
        say_who_was_told(request, actions.raise_concern(text, **form.cleaned_data, by=request.user))
        return redirect(home_of(text))
    shown = {"text": text, "form": form, "script": queries.script(), "back": home_of(text)}
    return render(request, "reading/safety/raise_concern.html", shown)


def say_who_was_told(request, concern):
    """Say that leads were told; or that none can be told, because each is close to whom it is about."""
    if rules.leads_to_tell(concern.text).exists():
        messages.success(request, _("Raised. A safeguarding lead is told now, and it is theirs from here."))
    else:
        messages.warning(
            request, _("Raised, but no safeguarding lead here may see it. Ring one outside, or the council, yourself.")
        )


@login_required
@require_safe
@kept_nowhere
def concerns(request):
    reading_rules.check_reads(request.user)
    shown = {"lines": queries.concerns(request.user), "script": queries.script()}
    return render(request, "reading/safety/concerns.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def concern(request, pk):
    now, form = concern_of(request, pk), NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_concern_note(now, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Written down."))
        return redirect("concern", pk=pk)
    page = queries.concern_page(now, request.user)
    return render(request, "reading/safety/concern.html", {"page": page, "form": form})


@login_required
@require_POST
def take_concern(request, pk):
    actions.take_concern(concern_of(request, pk), by=request.user)
    return redirect("concern", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def decide_concern(request, pk):
    now, form = concern_of(request, pk), ReferForm(request.POST or None)
    rules.check_can_refer(request.user, now, "emergency")
    if request.method == "POST" and form.is_valid():
        decided(now, form, request.user)
        messages.success(request, _("Written down."))
        return redirect("concern", pk=pk)
    page = queries.concern_page(now, request.user)
    return render(request, "reading/safety/decide_concern.html", {"page": page, "form": form})


def decided(now, form, person):
    told = form.cleaned_data
    if told["to"] == form.NOBODY:
        return actions.do_not_refer_concern(now, told["words"], by=person)
    return actions.refer_concern(now, told["to"], told_person=told["told_person"], words=told["words"], by=person)


@login_required
@require_POST
def close_concern(request, pk):
    actions.close_concern(concern_of(request, pk), by=request.user)
    messages.success(request, _("Closed. It can be taken up again."))
    return redirect("concern", pk=pk)
