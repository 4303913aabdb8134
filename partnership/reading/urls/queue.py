"""What waits to be read, reading it, and making it ready for others."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
