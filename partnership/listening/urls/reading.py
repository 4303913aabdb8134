"""A story as readers see it."""

from django.urls import path

from partnership.listening.views import reading as views
from partnership.reading.urls import queue  # noqa: F401 (it knows what a use is in an address)

ONE = "reading/stories/<int:pk>/"

urlpatterns = [
    path("reading/stories/", views.stories, name="stories"),
    path(ONE, views.read_story, name="read-story"),
    path(ONE + "take/", views.take_story, name="take-story"),
    path(ONE + "hand-back/", views.hand_story_back, name="hand-story-back"),
    path(ONE + "texts/<int:text>/ready/<use:use>/", views.story_version, name="story-version"),
]
