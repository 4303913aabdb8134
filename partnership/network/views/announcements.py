from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnership.network import queries
from partnership.network.actions import announcements as actions
from partnership.network.forms import AnnouncementForm
from partnership.network.models import Announcement

ask = require_http_methods(["GET", "POST"])


def reached(request, pk):
    return get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)


def audience(form):
    return {"sectors": form.cleaned_data["sectors"], "places": form.cleaned_data["places"]}


def held(one):
    rows = list(one.audience.all())
    keys = {kind: [row.key for row in rows if row.kind == kind] for kind in ("sector", "place")}
    return {
        **{"title": one.title, "text": one.text, "revision": one.revision},
        **{"sectors": keys["sector"], "places": keys["place"]},
    }


@login_required
@require_GET
def announcements(request):
    return render(request, "network/announcements.html", {"page": queries.announcements(request.user)})


@login_required
@ask
def write_announcement(request):
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = (form.cleaned_data["title"], form.cleaned_data["text"])
        actions.write_announcement(*words, **audience(form), by=request.user)
        return redirect("announcements")
    return render(request, "network/write_announcement.html", {"form": form})


@login_required
@ask
def edit_announcement(request, pk):
    one = reached(request, pk)
    form = AnnouncementForm(request.POST or None, initial=held(one))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "text")}
        asked = {**audience(form), "by": request.user, "seen": form.cleaned_data["revision"]}
        if form.saved(lambda: actions.edit_announcement(one, words, **asked)):
            return redirect("announcements")
    return render(request, "network/edit_announcement.html", {"form": form, "announcement": one})


@login_required
@require_POST
def publish_announcement(request, pk):
    actions.publish_announcement(reached(request, pk), by=request.user)
    return redirect("announcements")


@login_required
@require_POST
def withdraw_announcement(request, pk):
    actions.withdraw_announcement(reached(request, pk), by=request.user)
    return redirect("announcements")
