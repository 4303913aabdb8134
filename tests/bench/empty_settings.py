"""The site's own settings, with one address that answers nothing: what every request costs before a page begins."""

from django.http import HttpResponse
from django.urls import path

from partnership.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.empty_settings"
urlpatterns = [path("", lambda request: HttpResponse(b""))]
