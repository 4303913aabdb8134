"""The addresses of organisations, their people and the charter: one module for each part, put together here."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
