"""A peer comes, and the organisation answers."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
