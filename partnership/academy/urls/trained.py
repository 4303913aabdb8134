"""Who is trained."""

from django.urls import path

from partnership.academy.api import api
from partnership.academy.views import trained

HERE, PROGRAMME, WIDE, NARROW = "who-is-trained", "programme/academy/trained", {"width": "wide"}, {"width": "narrow"}

urlpatterns = [
    path(f"{HERE}/", trained.who_is_trained, name="who-is-trained"),
    path(f"{HERE}/<slug:quarter>/", trained.who_is_trained_quarter, name="who-is-trained-quarter"),
    path(f"{HERE}/<slug:quarter>/bars.svg", trained.who_is_trained_picture, WIDE, name="who-is-trained-bars"),
    path(
        f"{HERE}/<slug:quarter>/bars-narrow.svg", trained.who_is_trained_picture, NARROW, name="who-is-trained-narrow"
    ),
    path(f"{HERE}/<slug:quarter>.<str:ending>", trained.who_is_trained_file, name="who-is-trained-file"),
    path("api/v1/trained/", api.urls),
    path(f"{PROGRAMME}/", trained.programme_trained, name="programme-trained"),
    path(f"{PROGRAMME}/exact.<str:ending>", trained.programme_trained_file, name="programme-trained-file"),
    path(f"{PROGRAMME}/<slug:level>.svg", trained.programme_trained_picture, WIDE, name="programme-trained-bars"),
    path(
        f"{PROGRAMME}/<slug:level>-narrow.svg",
        trained.programme_trained_picture,
        NARROW,
        name="programme-trained-narrow",
    ),
    path(f"{PROGRAMME}/publish/<slug:quarter>/", trained.publish_trained, name="publish-trained"),
    path("for/<slug:partner>/training/trained/", trained.partner_trained, name="partner-trained"),
]
