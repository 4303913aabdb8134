"""Courses that open in another learning system."""

from django.urls import path

from partnership.academy.views import launching as views

urlpatterns = [
    path("academy/courses/<slug:key>/open/", views.open_course, name="open-course"),
    path("academy/elsewhere/answer/", views.answer_tool, name="answer-tool"),
    path("academy/elsewhere/keys.json", views.launch_keys_file, name="launch-keys"),
]
