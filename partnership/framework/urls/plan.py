"""What is done about it, and what became of last year's promises."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
