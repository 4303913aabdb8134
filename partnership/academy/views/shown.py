"""A paper that somebody shows, and what is said of it; and a completion that is taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnership.academy.actions import completing
from partnership.academy.actions import shown as actions
from partnership.academy.forms.shown import DecidePaperForm, ShowPaperForm, TakeBackForm
from partnership.academy.models import Completion, ShownPaper
from partnership.academy.queries import shown as queries
from partnership.academy.queries.elsewhere import home_of
from partnership.academy.rules import completing as completing_rules
from partnership.academy.rules import shown as rules

ASKS = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ASKS
def show_paper(request):
    form = ShowPaperForm(request.POST or None, by=request.user, initial={"partner": ""})
    if request.method == "POST" and form.is_valid():
        actions.show_paper(**form.said, by=request.user)
        messages.success(request, _("Asked. It counts once somebody has looked at your paper."))
        return redirect("passport")
    return render(request, "academy/shown/show_paper.html", {"form": form})


@login_required
@require_POST
def withdraw_paper(request, pk):
    paper = get_object_or_404(ShownPaper.objects.visible_to(request.user), pk=pk)
    actions.withdraw_paper(paper, by=request.user)
    messages.success(request, _("Taken back. What you wrote about it is gone."))
    return redirect("passport")


@login_required
@ASKS
def decide_paper(request, pk):
    paper = get_object_or_404(ShownPaper.objects.visible_to(request.user).select_related("person", "partner"), pk=pk)
    rules.check_can_look_at_paper(request.user, paper)
    form = DecidePaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decide_paper(paper, **form.said, by=request.user)
        messages.success(request, _("Kept, and they were told."))
        return redirect(home_of(request.partner))
    shown = {"form": form, "page": queries.paper_page(paper), "home": home_of(request.partner)}
    return render(request, "academy/shown/decide_paper.html", shown)


@login_required
@ASKS
def take_back_completion(request, pk):
    found = get_object_or_404(Completion.objects.visible_to(request.user).select_related("person", "session"), pk=pk)
    completing_rules.check_can_revoke_completion(request.user, found, why="?")
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        completing.revoke_completion(found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Taken back, with its certificate. They were told why."))
        return redirect("register", pk=found.session_id) if found.session_id else redirect("learning-files")
    return render(request, "academy/shown/take_back_completion.html", {"form": form, "completion": found})
