"""What is counted and published."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
