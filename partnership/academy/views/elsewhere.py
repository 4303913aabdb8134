"""Bringing in what people learned elsewhere: by a lead for their own people, by the programme team for everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy import tasks
from partnership.academy.actions import elsewhere as actions
from partnership.academy.forms.elsewhere import BringInForm, ConfirmLearningForm
from partnership.academy.queries import elsewhere as queries
from partnership.academy.queries import shown
from partnership.academy.rules import elsewhere as rules
from partnership.core import exports

ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def of(request, pk):
    """Reach a report: through the organisation that the address names, or as one of the programme team."""
    found = get_object_or_404(queries.files_of(request.user, request.partner), pk=pk)
    rules.check_can_handle_learning(request.user, found)
    return found


def back_to(request, pk):
    return redirect(f"{queries.home_of(request.partner)}{pk}/")


@login_required
@require_safe
def learning_files(request):
    rules.check_can_see_files(request.user, request.partner)
    page = queries.file_list(request.user, request.partner, request.GET.get("page"))
    of = request.user, request.partner
    also = {"papers": shown.papers_to_look_at(*of), "came": shown.from_elsewhere(*of)}
    return render(request, "academy/elsewhere/learning_files.html", {"page": page, **also})


@login_required
@ASKS
def bring_in_learning(request):
    rules.check_can_bring_in(request.user, request.partner)
    form = BringInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.sheet
        said = {**form.said, "partner": request.partner, "by": request.user}
        file = actions.bring_in(form.read_as.key, sheet.headings, sheet.rows, **said)
        tasks.begin_learning(file, by=request.user)
        return back_to(request, file.pk)
    page = queries.bring_in_page(request.partner)
    return render(request, "academy/elsewhere/bring_in_learning.html", {"form": form, "page": page})


@login_required
@left_nowhere
@require_safe
def learning_file(request, pk):
    asked = request.GET.get("show", ""), request.GET.get("page")
    page = queries.file_page(of(request, pk), request.user, *asked, at=request.partner)
    return render(request, "academy/elsewhere/learning_file.html", {"page": page, "form": ConfirmLearningForm()})


@login_required
@require_POST
def confirm_learning(request, pk):
    file, form = of(request, pk), ConfirmLearningForm(request.POST)
    form.is_valid()
    actions.confirm_learning(file, keeps_unknown=form.cleaned_data["keeps_unknown"], by=request.user)
    tasks.begin_learning(file, by=request.user)
    return back_to(request, pk)


@login_required
@require_POST
def stop_learning(request, pk):
    actions.stop_learning(of(request, pk), by=request.user)
    messages.success(request, _("Stopped. Nothing was written down. You can go on later."))
    return back_to(request, pk)


@login_required
@require_POST
def go_on_with_learning(request, pk):
    file = of(request, pk)
    actions.go_on_with_learning(file, by=request.user)
    tasks.begin_learning(file, by=request.user)
    return back_to(request, pk)


@login_required
@require_POST
def do_learning_now(request, pk):
    tasks.work_on_learning(of(request, pk).pk, request.user)
    return back_to(request, pk)


@login_required
@require_POST
def drop_learning(request, pk):
    actions.drop_learning(of(request, pk), by=request.user)
    messages.success(request, _("Put aside. Nothing was written down, and what stood in the file is gone."))
    return redirect(queries.home_of(request.partner))


@login_required
@require_safe
def learning_to_mend(request, pk, ending):
    return exports.answer(request, queries.not_understood(of(request, pk), request.user), ending)


@require_safe
def learning_example(request):
    """Give an empty list with the headings that we know best, and one made-up row."""
    response = HttpResponse("\ufeff" + queries.example(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="heartwood_example_learning.csv"'
    return response
