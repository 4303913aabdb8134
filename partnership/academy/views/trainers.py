"""Who may lead courses, who taught whom to teach, and what becomes of either."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import accrediting as actions
from partnership.academy.forms.trainers import AccreditForm, AnswerWithdrawalForm, TellWithdrawalForm
from partnership.academy.queries import lineage as lines
from partnership.academy.queries import observing
from partnership.academy.queries import trainers as queries
from partnership.academy.rules import accrediting as rules
from partnership.accounts.models import Person
from partnership.core.refusals import Refusal

ASKS = require_http_methods(["GET", "HEAD", "POST"])


def reached(request, pk):
    """Reach an accreditation as the programme team."""
    rules.check_can_see_trainers(request.user)
    return get_object_or_404(queries.seen(request.user), pk=pk)


@login_required
@require_safe
def trainers(request):
    rules.check_can_see_trainers(request.user)
    return render(request, "academy/trainers/trainers.html", {"page": queries.trainers_page(request.user)})


@login_required
@require_POST
def accredit(request):
    rules.check_can_see_trainers(request.user)
    form = AccreditForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose somebody from the list of those who completed the course."))
    person = get_object_or_404(Person.objects.real(), pk=form.cleaned_data["person"])
    made = actions.accredit(person, form.cleaned_data["way"], by=request.user)
    messages.success(request, _("They may lead courses from today on, and are told."))
    return redirect("trainer", pk=made.pk)


@login_required
@ASKS
def trainer(request, pk):
    found = reached(request, pk)
    page, seen = queries.trainer_page(found, request.user), observing.of_trainer(found.person, request.user)
    form = TellWithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.tell_withdrawal(found, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("They are told, and can answer. Nothing is decided."))
        return redirect("trainer", pk=pk)
    return render(request, "academy/trainers/trainer.html", {"page": page, "seen": seen, "form": form})


@login_required
@require_POST
def renew_trainer(request, pk):
    actions.renew(reached(request, pk), by=request.user)
    messages.success(request, _("Renewed. They are told."))
    return redirect("trainer", pk=pk)


@login_required
@require_POST
def drop_withdrawal(request, pk):
    actions.drop_withdrawal(reached(request, pk), by=request.user)
    messages.success(request, _("It stays as it was. They are told."))
    return redirect("trainer", pk=pk)


@login_required
@require_POST
def withdraw_trainer(request, pk):
    actions.withdraw(reached(request, pk), by=request.user)
    messages.success(request, _("Taken back. They are told. Sessions that are announced stay announced."))
    return redirect("trainer", pk=pk)


@login_required
@require_safe
def lineage(request):
    rules.check_can_see_trainers(request.user)
    return render(request, "academy/trainers/lineage.html", {"page": lines.lineage(request.user)})


@login_required
@require_safe
def my_accreditation(request):
    return render(request, "academy/trainers/my_accreditation.html", {"page": queries.my_page(request.user)})


@login_required
@ASKS
def answer_withdrawal(request, pk):
    mine = queries.seen(request.user).filter(person=request.user)
    found = get_object_or_404(mine, pk=pk)
    rules.check_can_answer_withdrawal(request.user, found)
    form = AnswerWithdrawalForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_withdrawal(found, form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("Kept. Whoever wrote to you is told."))
        return redirect("my-accreditation")
    return render(request, "academy/trainers/answer_withdrawal.html", {"form": form, "why": found.why, "pk": pk})
