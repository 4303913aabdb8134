"""Telling: before the first question, the questions, sending and saving; and how to stay safe."""

from django.urls import URLPattern, path

from partnership.listening.views import safely, sending, telling

urlpatterns: list[URLPattern] = [
    path("tell-us/", telling.tell_us, name="tell-us"),
    path("tell-us/in/<slug:language>/", telling.tell_us_in, name="tell-us-in"),
    path("tell-us/tell/", sending.tell, name="tell"),
    path("tell-us/staying-safe/", safely.tell_us_safely, name="tell-us-safely"),
]
