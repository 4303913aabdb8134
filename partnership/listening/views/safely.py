"""Staying safe: how to leave fast and how to clear a browser. It works when nothing else of listening is open."""

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from partnership.core.queries import help_now


@require_safe
@cache_control(private=True, no_store=True)
def tell_us_safely(request):
    return render(request, "listening/safely/tell_us_safely.html", {"lines": help_now()})
