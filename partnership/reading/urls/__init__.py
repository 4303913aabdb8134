"""The addresses of readers: one module for each part, put together here."""

from partnership.reading.urls import queue, readers, safety

urlpatterns = [
    *queue.urlpatterns,
    *readers.urlpatterns,
    *safety.urlpatterns,
]
