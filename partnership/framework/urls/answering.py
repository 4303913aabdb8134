"""Answering: by link and code, by name, and from sealed sheets."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
