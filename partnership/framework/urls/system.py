"""The picture of the whole and of the health service, two pages that are never one; and culture over time."""

from django.urls import path

from partnership.framework.views import pulses, system

WHOLE, HEALTH = {"within": "whole_system"}, {"within": "health_service"}
OURS = "for/<slug:partner>/culture"
HERE, THERE = "programme/framework", "programme/framework/health-service"

urlpatterns = [
    path(f"{HERE}/", system.system_view, WHOLE, name="system-view"),
    path(f"{HERE}.<str:ending>", system.system_file, WHOLE, name="system-view-file"),
    path(f"{HERE}/standards/<slug:standard>/", system.system_standard, WHOLE, name="system-standard"),
    path(f"{OURS}/", pulses.culture, name="culture"),
    path(f"{OURS}/start/", pulses.start_pulse, name="start-pulse"),
    path(f"{THERE}/", system.system_view, HEALTH, name="system-view-health"),
    path(f"{THERE}.<str:ending>", system.system_file, HEALTH, name="system-view-health-file"),
    path(f"{THERE}/standards/<slug:standard>/", system.system_standard, HEALTH, name="system-standard-health"),
]
