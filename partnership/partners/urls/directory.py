from django.urls import path

from partnership.partners.feeds import directory as feeds
from partnership.partners.feeds import open_referral
from partnership.partners.views import directory as views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory.json", feeds.directory_json, name="directory-json"),
    path("directory.<str:ending>", feeds.directory, name="directory-file"),
    path("directory/open-referral/", open_referral.about, name="open-referral"),
    path("directory/open-referral/services", open_referral.services, name="open-referral-services"),
    path("directory/open-referral/services/<uuid:identifier>", open_referral.service, name="open-referral-service"),
    path("directory/<slug:slug>/", views.public_partner, name="public-partner"),
]
