from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core.exports import as_csv, as_json
from partnership.core.kept import kept
from partnership.places import queries

ANSWERS = {"csv": as_csv, "json": as_json}


def made_from(request):
    return queries.made_from()


def found(file):
    if file is None:
        raise Http404(_("There is no such file."))
    return file


def as_picture(svg):
    return HttpResponse(found(svg), content_type="image/svg+xml")


@require_safe
@kept(made_from)
def place(request, slug, ending):
    return ANSWERS[ending](found(queries.place_export(slug)))


@require_safe
@kept(made_from)
def place_stage(request, slug, stage, ending):
    return ANSWERS[ending](found(queries.place_export(slug, stage)))


@require_safe
@kept(made_from, asks=("a", "b"))
def compare_places(request, ending):
    return ANSWERS[ending](found(queries.two_places_export(request.GET.get("a", ""), request.GET.get("b", ""))))


@require_safe
@kept(made_from)
def rings(request, slug, width):
    return as_picture(queries.rings_picture(slug, width))


@require_safe
@kept(made_from)
def indicators(request, ending):
    return ANSWERS[ending](queries.definitions_export(request.GET.get("words", "").strip()[:100]))


@require_safe
@kept(made_from)
def indicator(request, slug, ending):
    return ANSWERS[ending](found(queries.indicator_export(slug)))


@require_safe
@kept(made_from)
def history(request, slug, width):
    return as_picture(queries.history_picture(slug, width))


@require_safe
@kept(made_from)
def crossing(request, kind, slug, ending):
    return ANSWERS[ending](found(queries.crossing_export(kind, slug)))


@require_safe
@kept(made_from)
def changes(request, ending):
    return ANSWERS[ending](queries.changes_export())


@require_safe
@kept(made_from)
def all_data(request):
    zipped = queries.everything()
    response = HttpResponse(zipped.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{zipped.name}"'
    return response
