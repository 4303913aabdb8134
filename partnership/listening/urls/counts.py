"""What is counted and published."""

from django.urls import path

from partnership.listening.api import api
from partnership.listening.views import counts

HERE, WIDE, NARROW = "what-people-say", {"width": "wide"}, {"width": "narrow"}

urlpatterns = [
    path(f"{HERE}/", counts.what_people_say, name="what-people-say"),
    path(f"{HERE}/about/", counts.about_these_counts, name="about-these-counts"),
    path(f"{HERE}/<slug:quarter>/", counts.what_people_say_quarter, name="what-people-say-quarter"),
    path(f"{HERE}/<slug:quarter>/bars.svg", counts.what_people_say_picture, WIDE, name="what-people-say-bars"),
    path(
        f"{HERE}/<slug:quarter>/bars-narrow.svg", counts.what_people_say_picture, NARROW, name="what-people-say-narrow"
    ),
    path(f"{HERE}/<slug:quarter>.<str:ending>", counts.what_people_say_file, name="what-people-say-file"),
    path("api/v1/counts/", api.urls),
    path("programme/listening/", counts.programme_listening, name="programme-listening"),
    path("programme/listening/publish/<slug:quarter>/", counts.publish_counts, name="publish-counts"),
]
