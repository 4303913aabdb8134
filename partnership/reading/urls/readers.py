"""The readers' rota, limits, conflicts and debriefs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
