"""What organisations were told, and how they answer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
