"""The programme asks many partners at once."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
