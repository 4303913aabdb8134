"""A peer comes, and the organisation answers."""

from django.urls import path

from partnership.framework.views import peers as views

ONE = "for/<slug:partner>/assessments/<int:pk>/peer/"

urlpatterns = [
    path(ONE, views.peer_visit, name="peer-visit"),
    path(ONE + "ask/", views.ask_for_visit, name="ask-for-visit"),
    path(ONE + "reply/", views.reply_to_view, name="reply-to-view"),
    path("visits/", views.visits, name="visits"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/peer/", views.name_peer, name="name-peer"),
    path("visits/<int:pk>/view/", views.tell_view, name="tell-view"),
    path("visits/<int:pk>/settle/", views.settle_visit, name="settle-visit"),
    path("visits/<int:pk>/call-off/", views.call_off_visit, name="call-off-visit"),
]
