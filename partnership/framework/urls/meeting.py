"""The meeting, and the report that comes of it."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
