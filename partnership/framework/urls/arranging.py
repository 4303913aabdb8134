"""An organisation arranges to look at itself."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
