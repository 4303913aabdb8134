from django.urls import path

from partnership.partners.views import joining, organisations, who_sees

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/new/", joining.enquire, name="enquire"),
    path("join/ask/<slug:slug>/", joining.ask_to_join, name="ask-to-join"),
    path("join/invitation/<str:secret>/", joining.invitation, name="invitation"),
    path("join/invitation/<str:secret>/decline/", joining.decline_invitation, name="decline-invitation"),
    path("for/<slug:partner>/", organisations.partner_home, name="partner-home"),
    path("for/<slug:partner>/details/", organisations.partner_details, name="partner-details"),
    path("for/<slug:partner>/details/identifiers/", organisations.add_identifier, name="add-identifier"),
    path(
        "for/<slug:partner>/details/identifiers/<int:pk>/remove/",
        organisations.remove_identifier,
        name="remove-identifier",
    ),
    path("for/<slug:partner>/details/contacts/", organisations.add_contact, name="add-contact"),
    path("for/<slug:partner>/details/contacts/<int:pk>/remove/", organisations.remove_contact, name="remove-contact"),
    path("for/<slug:partner>/rest/", organisations.rest_partner, name="rest-partner"),
    path("for/<slug:partner>/end/", organisations.end_partner, name="end-partner"),
    path("about/who-sees-what/", who_sees.about_who_sees_what, name="about-who-sees-what"),
]
