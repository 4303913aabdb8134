"""What was learned elsewhere."""

from django.urls import path

from partnership.academy.views import awaiting

urlpatterns = [
    path("waiting-for-you/<str:secret>/", awaiting.what_waits, name="what-waits"),
]
