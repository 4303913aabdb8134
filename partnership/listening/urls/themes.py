"""What many said, what changed, and the posters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
