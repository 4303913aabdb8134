"""The addresses of organisations, their people and the charter: one module for each part, put together here."""

from partnership.partners.urls import charter, imports, rights

urlpatterns = [
    *rights.urlpatterns,
    *charter.urlpatterns,
    *imports.urlpatterns,
]
