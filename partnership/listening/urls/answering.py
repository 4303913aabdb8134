"""Where stories go after they were read, what organisations were told, and how they answer."""

from django.urls import path

from partnership.listening.views import answering, onward

TOLD = "for/<slug:partner>/told/"
urlpatterns = [
    path("reading/onward/", onward.reading_onward, name="reading-onward"),
    path("reading/stories/<int:pk>/tell/", onward.route_story, name="route-story"),
    path("reading/stories/<int:pk>/answer/", onward.answer_as_reader, name="answer-as-reader"),
    path("reading/stories/<int:pk>/settle/", onward.settle_story, name="settle-story"),
    path("reading/routes/<int:pk>/call-back/", onward.call_back, name="call-back-route"),
    path("reading/replies/<int:pk>/", onward.check_reply, name="check-reply"),
    path("reading/replies/<int:pk>/show/", onward.pass_reply, name="pass-reply"),
    path(TOLD, answering.told_stories, name="told-stories"),
    path(f"{TOLD}<int:pk>/", answering.told_story, name="told-story"),
    path(f"{TOLD}<int:pk>/read/", answering.acknowledge_told, name="acknowledge-told"),
    path(f"{TOLD}<int:pk>/answer/", answering.answer_told, name="answer-told"),
    path(f"{TOLD}<int:pk>/not-ours/", answering.not_ours, name="not-ours"),
]
