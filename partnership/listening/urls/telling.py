"""Telling: before the first question, the questions, sending and saving."""

from django.urls import URLPattern, path

from partnership.listening.views import safely

urlpatterns: list[URLPattern] = [
    path("tell-us/staying-safe/", safely.tell_us_safely, name="tell-us-safely"),
]
