"""Coming back with a code."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
