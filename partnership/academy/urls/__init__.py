"""The addresses of the academy: one module for each part, put together here."""

from partnership.academy.urls import (
    asked,
    booking,
    catalogue,
    certificates,
    elsewhere,
    launching,
    leading,
    planning,
    register,
    trained,
)

urlpatterns = [
    *asked.urlpatterns,
    *catalogue.urlpatterns,
    *planning.urlpatterns,
    *booking.urlpatterns,
    *leading.urlpatterns,
    *launching.urlpatterns,
    *register.urlpatterns,
    *certificates.urlpatterns,
    *trained.urlpatterns,
    *elsewhere.urlpatterns,
]
