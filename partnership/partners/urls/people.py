from django.urls import path

from partnership.partners.feeds import lists
from partnership.partners.views import people

urlpatterns = [
    path("for/<slug:partner>/people/", people.partner_people, name="partner-people"),
    path("for/<slug:partner>/people.<str:ending>", lists.partner_people, name="partner-people-file"),
    path("for/<slug:partner>/people/invite/", people.invite_person, name="invite-person"),
    path(
        "for/<slug:partner>/people/invitations/<int:pk>/withdraw/",
        people.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("for/<slug:partner>/people/<int:pk>/", people.partner_person, name="partner-person"),
    path("for/<slug:partner>/people/<int:pk>/approve/", people.approve_membership, name="approve-membership"),
    path("for/<slug:partner>/people/<int:pk>/decline/", people.decline_membership, name="decline-membership"),
    path("for/<slug:partner>/people/<int:pk>/end/", people.end_membership, name="end-membership"),
    path("for/<slug:partner>/people/<int:pk>/leave/", people.leave_partner, name="leave-partner"),
    path("for/<slug:partner>/people/<int:pk>/give-role/", people.give_partner_role, name="give-partner-role"),
    path("for/<slug:partner>/people/<int:pk>/roles/<int:role>/end/", people.end_partner_role, name="end-partner-role"),
]
