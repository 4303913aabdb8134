from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.framework.actions import peers as actions
from partnership.framework.forms.peers import PeerForm, ReplyForm, SettledForm, ViewForm
from partnership.framework.models import PeerVisit
from partnership.framework.queries import peers as queries
from partnership.framework.rules import peers as rules
from partnership.framework.views.arranging import reached


def seen_visit(request, pk):
    """Reach a visit as its peer or as somebody of the programme team."""
    found = PeerVisit.objects.visible_to(request.user).select_related("assessment__partner", "peer")
    return get_object_or_404(found, pk=pk)


@require_safe
def peer_visit(request, pk):
    page = queries.visit_of(reached(request, pk), request.user)
    return render(request, "framework/peers/peer_visit.html", {"page": page})


@require_POST
def ask_for_visit(request, pk):
    actions.ask_for_visit(reached(request, pk), by=request.user)
    return redirect("peer-visit", partner=request.partner.slug, pk=pk)


@require_http_methods(["GET", "POST"])
def reply_to_view(request, pk):
    visit = get_object_or_404(PeerVisit.objects.visible_to(request.user), assessment=reached(request, pk))
    rules.check_can_reply(request.user, visit)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reply_to_view(visit, form.cleaned_data["reply"], by=request.user)
        return redirect("peer-visit", partner=request.partner.slug, pk=pk)
    page = queries.visit_page(visit, request.user)
    return render(request, "framework/peers/reply_to_view.html", {"form": form, "page": page})


@require_safe
@login_required
def visit(request, pk):
    page = queries.visit_page(seen_visit(request, pk), request.user)
    return render(request, "framework/peers/visit.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def tell_view(request, pk):
    now = seen_visit(request, pk)
    rules.check_can_tell_view(request.user, now)
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.tell_view(now, by=request.user, **form.cleaned_data)
        return redirect("visit", pk=pk)
    page = queries.visit_page(now, request.user)
    return render(request, "framework/peers/tell_view.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@login_required
def name_peer(request, pk):
    now = seen_visit(request, pk)
    rules.check_can_name_peer(request.user, now)
    form = PeerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.name_peer(now, form.cleaned_data["email"], by=request.user)
        return redirect("visit", pk=pk)
    page = queries.visit_page(now, request.user)
    return render(request, "framework/peers/name_peer.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@login_required
def settle_visit(request, pk):
    now = seen_visit(request, pk)
    rules.check_can_settle(request.user, now)
    form = SettledForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle_visit(now, form.cleaned_data["settled"], by=request.user)
        return redirect("visit", pk=pk)
    page = queries.visit_page(now, request.user)
    return render(request, "framework/peers/settle_visit.html", {"form": form, "page": page})


@require_POST
@login_required
def call_off_visit(request, pk):
    actions.call_off_visit(seen_visit(request, pk), by=request.user)
    return redirect("visit", pk=pk)


@require_safe
@login_required
def visits(request):
    rules.check_runs_visits(request.user)
    return render(request, "framework/peers/visits.html", {"lines": queries.visits(request.user)})
