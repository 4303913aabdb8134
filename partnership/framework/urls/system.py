"""The picture of the whole, and culture over time."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
