"""The addresses of listening: one module for each part, put together here."""

from partnership.listening.urls import answering, back, channels, counts, ready, telling, themes

urlpatterns = [
    *telling.urlpatterns,
    *back.urlpatterns,
    *channels.urlpatterns,
    *ready.urlpatterns,
    *answering.urlpatterns,
    *themes.urlpatterns,
    *counts.urlpatterns,
]
