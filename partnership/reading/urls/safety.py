"""Concerns, their clock and their log; custody of what was told."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
