"""Concerns, their clock and their log."""

from django.urls import path

from partnership.reading.views import safety as views

ONE = "reading/concerns/<int:pk>/"

urlpatterns = [
    path("reading/texts/<int:pk>/concern/", views.raise_concern, name="raise-concern"),
    path("reading/concerns/", views.concerns, name="concerns"),
    path(ONE, views.concern, name="concern"),
    path(ONE + "take/", views.take_concern, name="take-concern"),
    path(ONE + "decide/", views.decide_concern, name="decide-concern"),
    path(ONE + "close/", views.close_concern, name="close-concern"),
]
