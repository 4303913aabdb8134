"""Every address of the site, app by app."""

from django.urls import include, path

handler404 = "partnership.core.views.not_found"
handler429 = "partnership.accounts.views.too_many"
handler500 = "partnership.core.views.broken"

urlpatterns = [
    path("", include("partnership.hub.urls")),
    path("", include("partnership.accounts.urls")),
    path("", include("partnership.partners.urls")),
    path("", include("partnership.content.urls")),
    path("", include("partnership.network.urls")),
    path("", include("partnership.reading.urls")),
    path("", include("partnership.plans.urls")),
    path("", include("partnership.framework.urls")),
    path("", include("partnership.academy.urls")),
    path("", include("partnership.listening.urls")),
    path("", include("partnership.places.urls")),
    path("", include("partnership.core.urls")),
]
