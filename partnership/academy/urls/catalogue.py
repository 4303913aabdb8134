"""What is taught here, to whom, and where it leads."""

from django.urls import path

from partnership.academy.feeds import catalogue as feeds
from partnership.academy.views import catalogue as views

urlpatterns = [
    path("academy/", views.academy, name="academy"),
    path("academy/courses.<slug:ending>", feeds.academy_file, name="academy-file"),
    path("academy/courses/<slug:key>/", views.course, name="course"),
    path("academy/feed.atom", feeds.academy_feed, name="academy-feed"),
    path("academy/levels/", views.academy_levels, name="academy-levels"),
    path("academy/pathways/<slug:key>/", views.pathway, name="pathway"),
]
