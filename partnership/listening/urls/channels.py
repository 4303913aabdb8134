"""On paper, with help, as a group, in easy words."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
