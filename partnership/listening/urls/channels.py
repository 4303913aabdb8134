"""On paper, with help, as a group, in easy words."""

from django.urls import path

from partnership.listening.views import channels, paper

urlpatterns = [
    path("tell-us/other-ways/", channels.tell_us_ways, name="tell-us-ways"),
    path("tell-us/on-paper/", paper.tell_us_paper, name="tell-us-paper"),
    path("reading/paper/", paper.type_paper, name="type-paper"),
]
