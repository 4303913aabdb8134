"""Whether a place is ready to listen."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
