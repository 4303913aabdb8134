"""The addresses of organisations, their people and the charter: one module for each part, put together here."""

from partnership.partners.urls import (
    arrivals,
    charter,
    directory,
    imports,
    merges,
    organisations,
    people,
    programme,
    rights,
)

urlpatterns = [
    *organisations.urlpatterns,
    *people.urlpatterns,
    *programme.urlpatterns,
    *arrivals.urlpatterns,
    *rights.urlpatterns,
    *charter.urlpatterns,
    *directory.urlpatterns,
    *imports.urlpatterns,
    *merges.urlpatterns,
]
