"""The addresses of organisations, their people and the charter: one module for each part, put together here."""

from partnership.partners.urls import imports

urlpatterns = [
    *imports.urlpatterns,
]
