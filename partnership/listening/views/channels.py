"""Every way in which somebody can tell us something."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.listening.queries import channels as queries
from partnership.listening.views.ready import left_nowhere


@require_safe
@left_nowhere
def tell_us_ways(request):
    return render(request, "listening/channels/tell_us_ways.html", {"page": queries.ways_page()})
