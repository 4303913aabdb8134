from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core import beside
from partnership.core.kept import keep, kept
from partnership.framework import queries


def made_from(request):
    return queries.made_from()


def found(page):
    if page is None:
        raise Http404(_("There is no such page."))
    return page


@require_safe
@kept(made_from)
def framework(request):
    return render(request, "framework/framework.html", {"page": queries.framework_page()})


@require_safe
@kept(made_from)
def framework_edition(request, edition):
    return render(request, "framework/framework_edition.html", {"page": found(queries.edition_page(edition))})


@require_safe
def framework_standard(request, edition, standard):
    page = found(queries.standard_page(edition, standard, request.GET.get("sector", "")))
    show = partial(render, request, "framework/framework_standard.html", {"page": page})
    version = beside.made_with(queries.made_from(), "standard", page.urn)
    return keep(request, version, show, ["sector"] if page.sector else [])


@require_safe
@kept(made_from)
def framework_sheet(request, edition, seat):
    return render(request, "framework/framework_sheet.html", {"page": found(queries.sheet_page(edition, seat))})
