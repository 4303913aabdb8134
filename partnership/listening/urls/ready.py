"""Whether a place is ready to listen."""

from django.urls import path

from partnership.listening.views import ready

urlpatterns = [
    path("tell-us/ready/", ready.ready_to_listen, name="ready-to-listen"),
    path("programme/listening/ready/", ready.programme_ready, name="programme-ready"),
    path("programme/listening/ready/<slug:key>/", ready.record_assurance, name="record-assurance"),
    path("programme/listening/ready/<slug:key>/take-back/", ready.take_back_assurance, name="take-back-assurance"),
]
