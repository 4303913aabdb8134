"""The picture of the whole, and of the health service: two pages that are never one."""

from django.urls import path

from partnership.framework.views import system

WHOLE, HEALTH = {"within": "whole_system"}, {"within": "health_service"}
HERE, THERE = "programme/framework", "programme/framework/health-service"

urlpatterns = [
    path(f"{HERE}/", system.system_view, WHOLE, name="system-view"),
    path(f"{HERE}.<str:ending>", system.system_file, WHOLE, name="system-view-file"),
    path(f"{HERE}/standards/<slug:standard>/", system.system_standard, WHOLE, name="system-standard"),
    path(f"{THERE}/", system.system_view, HEALTH, name="system-view-health"),
    path(f"{THERE}.<str:ending>", system.system_file, HEALTH, name="system-view-health-file"),
    path(f"{THERE}/standards/<slug:standard>/", system.system_standard, HEALTH, name="system-standard-health"),
]
