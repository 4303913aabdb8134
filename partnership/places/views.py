from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partnership.core import beside
from partnership.core.components import MEANINGS
from partnership.core.kept import keep, kept
from partnership.places import queries


def made_from(request):
    return queries.made_from()


def found(page):
    if page is None:
        raise Http404(_("There is no such page."))
    return page


@require_safe
@kept(made_from)
def places(request):
    return render(request, "places/places.html", {"places": queries.places()})


@require_safe
def place(request, slug):
    def show():
        return render(request, "places/place.html", {"page": found(queries.life_course(slug)), "meanings": MEANINGS})

    return keep(request, beside.made_with(queries.made_from(), "place", slug), show, ())


@require_safe
@kept(made_from)
def place_stage(request, slug, stage):
    return render(request, "places/place_stage.html", {"page": found(queries.stage_of_place(slug, stage))})


@require_safe
@kept(made_from, asks=("a", "b"))
def compare_places(request):
    asked = request.GET.get("a", ""), request.GET.get("b", "")
    shown = {"places": queries.places(), "asked": asked, "page": queries.two_places(*asked) if any(asked) else None}
    return render(request, "places/compare_places.html", shown)


@require_safe
@never_cache
def find_place(request):
    answer = queries.find_place(request.GET.get("postcode", ""))
    if answer.place:
        return redirect("place", slug=answer.place.slug)
    return render(request, "places/find_place.html", {"answer": answer, "places": queries.places()})


@require_safe
@kept(made_from)
def indicators(request):
    page = queries.indicator_list(request.GET.get("words", "").strip()[:100])
    return render(request, "places/indicators.html", {"page": page})


@require_safe
@kept(made_from)
def indicator(request, slug):
    return render(request, "places/indicator.html", {"page": found(queries.indicator_page(slug))})


@require_safe
@kept(made_from)
def crossings(request, kind):
    shown = {"kind": kind, "crossings": queries.crossings(kind)}
    return render(request, "places/crossings.html", shown)


@require_safe
@kept(made_from)
def crossing(request, kind, slug):
    return render(request, "places/crossing.html", {"kind": kind, "page": found(queries.crossing_page(kind, slug))})


@require_safe
@kept(made_from)
def changes(request):
    return render(request, "places/changes.html", {"page": queries.what_changed()})


@require_safe
@kept(made_from)
def all_data(request):
    return render(request, "places/all_data.html", {"page": queries.all_data()})


@require_safe
@kept(made_from)
def api(request):
    return render(request, "places/api.html", {"columns": queries.columns()})
