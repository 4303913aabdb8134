"""On paper, with help, as a group, in easy words."""

from django.urls import path

from partnership.listening.views import channels, paper

urlpatterns = [
    path("tell-us/other-ways/", channels.tell_us_ways, name="tell-us-ways"),
    path("tell-us/easy-read/", channels.tell_us_easy, name="tell-us-easy"),
    path("tell-us/with-somebody/", channels.tell_for_somebody, name="tell-for-somebody"),
    path("tell-us/as-a-group/", channels.tell_as_group, name="tell-as-group"),
    path("tell-us/on-paper/", paper.tell_us_paper, name="tell-us-paper"),
    path("reading/paper/", paper.type_paper, name="type-paper"),
]
