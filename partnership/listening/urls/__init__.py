"""The addresses of listening: one module for each part, put together here."""

from partnership.listening.urls import answering, back, channels, counts, reading, ready, telling, themes

urlpatterns = [
    *telling.urlpatterns,
    *back.urlpatterns,
    *channels.urlpatterns,
    *ready.urlpatterns,
    *reading.urlpatterns,
    *answering.urlpatterns,
    *themes.urlpatterns,
    *counts.urlpatterns,
]
