from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.core.kept import kept
from partnership.hub import queries


def made_from(request):
    return queries.made_from()


@require_safe
@kept(made_from)
def home(request):
    return render(request, "hub/home.html", {"page": queries.front_page()})
