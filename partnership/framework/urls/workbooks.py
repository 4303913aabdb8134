"""A whole assessment as a workbook."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
