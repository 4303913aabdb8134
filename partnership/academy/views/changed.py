"""What came of asking: for everybody of a course, for whoever leads of their own sessions, for the programme of all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership.academy.actions import asked as actions
from partnership.academy.forms.asked import RaiseForBarrierForm
from partnership.academy.models import Session
from partnership.academy.queries import asked_pages as queries
from partnership.academy.queries.asked_results import changed_of
from partnership.academy.rules import asked as rules
from partnership.academy.rules.register import check_can_keep_register
from partnership.core import exports


def found(shown):
    if shown is None:
        raise Http404(_("There is no such page."))
    return shown


@require_safe
def course_changed(request, key):
    return render(request, "academy/changed/course_changed.html", {"page": found(changed_of(key))})


@require_safe
def course_changed_file(request, key, ending):
    return exports.answer(request, queries.changed_export(found(changed_of(key))), ending)


@login_required
@require_safe
def programme_changed(request):
    rules.check_can_see_changed(request.user)
    return render(request, "academy/changed/programme_changed.html", {"page": queries.programme_changed(request.user)})


@login_required
@require_safe
def trainers_changed(request):
    rules.check_can_see_trainers_changed(request.user)
    return render(request, "academy/changed/trainers_changed.html", {"page": queries.trainers()})


@login_required
@require_safe
def trainer_changed(request, pk):
    rules.check_can_see_trainers_changed(request.user)
    page = queries.trainer_changed(found(queries.trainer(pk)))
    return render(request, "academy/changed/trainer_changed.html", {"page": page, "mine": False})


@login_required
@require_safe
def i_led_changed(request):
    page = queries.trainer_changed(request.user)
    return render(request, "academy/changed/i_led_changed.html", {"page": page, "mine": True})


@login_required
@require_safe
def i_led_changed_file(request, ending):
    return exports.answer(request, queries.trainer_export(queries.trainer_changed(request.user)), ending)


@login_required
@require_safe
def asked_address(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    check_can_keep_register(request.user, session)
    return render(request, "academy/changed/asked_address.html", {"page": queries.address_page(session)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_for_barrier(request, barrier):
    rules.check_can_raise(request.user)
    page = found(queries.to_raise(barrier))
    start = {"whose": f"place:{place}" if (place := request.GET.get("place")) else ""}
    form = RaiseForBarrierForm(request.user, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        ties = {"ties": page.ties, "raised_from": page.raised_from}
        action = actions.raise_for_barrier(barrier, form.cleaned_data["title"], by=request.user, **ties, **form.said)
        messages.success(request, _("The Action is raised."))
        return redirect("action", pk=action.pk)
    return render(request, "academy/changed/raise_for_barrier.html", {"page": page, "form": form})
