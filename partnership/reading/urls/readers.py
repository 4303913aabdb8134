"""The readers' rota, limits, whom they are close to, and talks."""

from django.urls import path

from partnership.reading.views import readers as views

urlpatterns = [
    path("reading/rota/", views.rota, name="rota"),
    path("reading/rota/plan/", views.plan_shift, name="plan-shift"),
    path("reading/rota/<int:pk>/end/", views.end_shift, name="end-shift"),
    path("reading/rota/<int:pk>/call-off/", views.call_shift_off, name="call-shift-off"),
    path("reading/readers/<int:pk>/", views.care_for_reader, name="care-for-reader"),
    path("reading/mine/", views.my_reading, name="my-reading"),
    path("reading/mine/close-to/", views.close_to, name="close-to"),
    path("reading/mine/ask-for-a-talk/", views.ask_for_talk, name="ask-for-talk"),
    path("reading/talks/<int:pk>/", views.note_talk, name="note-talk"),
]
