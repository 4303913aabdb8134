"""Telling: before the first question, the questions, sending and saving."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
