from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnership.network import queries
from partnership.network.actions import together as actions
from partnership.network.forms import ChangeForm, DropForm, InterestForm, OpportunityForm
from partnership.network.models import Interest, Opportunity
from partnership.partners.models import Partner, reach

ask = require_http_methods(["GET", "POST"])
ASKED = ("title", "pay", "expenses", "access", "what", "time", "who_decides", "support", "place", "closes_on")
STEPS = {
    "opened": actions.open_opportunity,
    "closed": actions.close_opportunity,
    "answered": actions.answer_opportunity,
}


def reached(request, pk):
    return get_object_or_404(Opportunity.objects.visible_to(request.user), pk=pk)


def details(form):
    return {name: form.cleaned_data[name] for name in ASKED}


@require_GET
def working_together(request):
    return render(request, "network/working_together.html", {"page": queries.working_together(request.user)})


@require_GET
def opportunity(request, pk):
    page = queries.opportunity(request.user, reached(request, pk))
    return render(request, "network/opportunity.html", {"page": page, "pk": pk})


@login_required
@ask
def offer(request):
    form = OpportunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = reach(request.user)
        partner = None if held.runs_programme else Partner.objects.filter(pk__in=held.leads).first()
        return redirect("opportunity", pk=actions.offer(details(form), by=request.user, partner=partner).pk)
    return render(request, "network/offer.html", {"form": form})


@login_required
@ask
def edit_opportunity(request, pk):
    one = reached(request, pk)
    initial = {name: getattr(one, name) for name in (*ASKED, "revision")}
    form = OpportunityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "seen": form.cleaned_data["revision"]}
        if form.saved(lambda: actions.edit_opportunity(one, details(form), **asked)):
            return redirect("opportunity", pk=pk)
    return render(request, "network/edit_opportunity.html", {"form": form, "opportunity": one})


@login_required
@require_POST
def step_opportunity(request, pk):
    act = STEPS.get(request.POST.get("step"))
    if act is None:
        raise Http404
    act(reached(request, pk), by=request.user)
    return redirect("opportunity", pk=pk)


@login_required
@ask
def drop_opportunity(request, pk):
    one, form = reached(request, pk), DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.drop_opportunity(one, form.cleaned_data["why"], by=request.user)
        return redirect("working-together")
    return render(request, "network/drop_opportunity.html", {"form": form, "opportunity": one})


@login_required
@ask
def say_what_changed(request, pk):
    one, form = reached(request, pk), ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.say_what_changed(one, **form.cleaned_data, by=request.user)
        return redirect("opportunity", pk=pk)
    return render(request, "network/say_what_changed.html", {"form": form, "opportunity": one})


@login_required
@ask
def show_interest(request, pk):
    one, form = reached(request, pk), InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.show_interest(one, **form.cleaned_data, by=request.user)
        return redirect("opportunity", pk=pk)
    return render(request, "network/show_interest.html", {"form": form, "opportunity": one})


@login_required
@require_POST
def take_back(request, pk):
    mine = Interest.objects.visible_to(request.user).filter(person=request.user)
    actions.take_back(get_object_or_404(mine, opportunity=pk), by=request.user)
    return redirect("opportunity", pk=pk)


@login_required
@require_GET
def interests(request, pk):
    one = reached(request, pk)
    return render(
        request, "network/interests.html", {"interests": queries.interests(request.user, one), "opportunity": one}
    )
