from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.academy.queries import catalogue as queries
from partnership.academy.queries import courses
from partnership.core.visitors import somebody


def found(page):
    if page is None:
        raise Http404(_("There is no such page."))
    return page


@require_safe
def academy(request):
    page = queries.catalogue(somebody(request), request.GET)
    return render(request, "academy/catalogue/academy.html", {"page": page})


@require_safe
def course(request, key):
    page = found(courses.course_page(key, somebody(request)))
    return render(request, "academy/catalogue/course.html", {"page": page})


@require_safe
def pathway(request, key):
    page = found(courses.pathway_page(key, somebody(request)))
    return render(request, "academy/catalogue/pathway.html", {"page": page})


@require_safe
def academy_levels(request):
    return render(request, "academy/catalogue/academy_levels.html", {"sets": courses.levels_page()})
