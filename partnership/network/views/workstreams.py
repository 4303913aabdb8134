from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnership.core import calendars
from partnership.network import queries
from partnership.network.actions import workstreams as actions
from partnership.network.forms import DecisionForm, MeetingForm, PaperForm, SeatForm, WorkstreamForm
from partnership.network.models import Decision, Meeting, Seat, Workstream

ask = require_http_methods(["GET", "POST"])


def reached(request, slug):
    return get_object_or_404(Workstream.objects.visible_to(request.user), slug=slug)


def part(request, model, slug, pk):
    return get_object_or_404(model.objects.visible_to(request.user), workstream__slug=slug, pk=pk)


def details(form):
    return {name: value for name, value in form.cleaned_data.items() if name != "revision"}


def held(thing, *names):
    return {name: getattr(thing, name) for name in (*names, "revision")}


@require_GET
def workstreams(request):
    return render(request, "network/workstreams.html", {"list": queries.workstreams(request.user)})


@require_GET
def workstream(request, slug):
    page = queries.workstream(request.user, reached(request, slug))
    return render(request, "network/workstream.html", {"page": page})


@login_required
@ask
def open_workstream(request):
    form = WorkstreamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_workstream(details(form), by=request.user)
        return redirect("workstream", slug=made.slug)
    return render(request, "network/open_workstream.html", {"form": form})


@login_required
@ask
def edit_workstream(request, slug):
    one = reached(request, slug)
    form = WorkstreamForm(request.POST or None, initial=held(one, "name", "question", "about", "place", "public"))
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "seen": form.cleaned_data["revision"]}
        if form.saved(lambda: actions.edit_workstream(one, details(form), **asked)):
            return redirect("workstream", slug=slug)
    return render(request, "network/edit_workstream.html", {"form": form, "workstream": one})


@login_required
@ask
def close_workstream(request, slug):
    one = reached(request, slug)
    if request.method == "POST":
        actions.close_workstream(one, by=request.user)
        return redirect("workstream", slug=slug)
    return render(request, "network/close_workstream.html", {"workstream": one})


@login_required
@ask
def take_seat(request, slug):
    one, form = reached(request, slug), SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_seat(one, by=request.user, shown=form.cleaned_data["shown"])
        return redirect("workstream", slug=slug)
    return render(request, "network/take_seat.html", {"form": form, "workstream": one})


@login_required
@require_POST
def leave_seat(request, slug, pk):
    actions.leave_seat(part(request, Seat, slug, pk), by=request.user)
    return redirect("workstream", slug=slug)


@login_required
@require_POST
def name_chair(request, slug, pk):
    actions.name_chair(part(request, Seat, slug, pk), by=request.user, chairs=request.POST.get("chairs") == "yes")
    return redirect("workstream", slug=slug)


@login_required
@ask
def call_meeting(request, slug):
    one, form = reached(request, slug), MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_meeting(one, **details(form), by=request.user)
        return redirect("workstream", slug=slug)
    return render(request, "network/call_meeting.html", {"form": form, "workstream": one})


@login_required
@ask
def move_meeting(request, slug, pk):
    meeting = part(request, Meeting, slug, pk)
    form = MeetingForm(request.POST or None, initial=held(meeting, "title", "starts_at", "ends_at", "where", "access"))
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "seen": form.cleaned_data["revision"]}
        if form.saved(lambda: actions.move_meeting(meeting, details(form), **asked)):
            return redirect("workstream", slug=slug)
    return render(request, "network/move_meeting.html", {"form": form, "meeting": meeting})


@login_required
@require_POST
def cancel_meeting(request, slug, pk):
    actions.cancel_meeting(part(request, Meeting, slug, pk), by=request.user)
    return redirect("workstream", slug=slug)


@login_required
@ask
def add_paper(request, slug):
    one, form = reached(request, slug), PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_paper(one, **form.cleaned_data, by=request.user)
        return redirect("workstream", slug=slug)
    return render(request, "network/add_paper.html", {"form": form, "workstream": one})


@login_required
@ask
def write_decision(request, slug):
    one = reached(request, slug)
    earlier = Decision.objects.visible_to(request.user).filter(workstream=one)
    choices = [(str(row.pk), row.text) for row in earlier]
    form = DecisionForm(request.POST or None, earlier=choices, initial={"decided_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        replaces = earlier.filter(pk=form.cleaned_data.pop("replaces") or None).first()
        actions.write_decision(one, **form.cleaned_data, replaces=replaces, by=request.user)
        return redirect("workstream", slug=slug)
    return render(request, "network/write_decision.html", {"form": form, "workstream": one})


@require_GET
def workstream_dates(request, slug):
    one = reached(request, slug)
    return calendars.answer(request, one.name, queries.dates(request.user, one))
