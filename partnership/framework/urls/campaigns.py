"""The programme asks many partners at once, and a partner finds that it is invited."""

from django.urls import path

from partnership.framework.views import campaigns, invitations

ONE = "programme/campaigns/<int:pk>"
OURS = "for/<slug:partner>/assessments/invited/<int:pk>"

urlpatterns = [
    path("programme/campaigns/", campaigns.campaigns, name="campaigns"),
    path("programme/campaigns/make/", campaigns.make_campaign, name="make-campaign"),
    path(f"{ONE}/", campaigns.campaign, name="campaign"),
    path(f"{ONE}.<str:ending>", campaigns.campaign_file, name="campaign-file"),
    path(f"{ONE}/change/", campaigns.change_campaign, name="change-campaign"),
    path(f"{ONE}/invite/", campaigns.invite_to_campaign, name="invite-to-campaign"),
    path(f"{ONE}/remind/", campaigns.remind_partners, name="remind-partners"),
    path(f"{ONE}/close/", campaigns.close_campaign, name="close-campaign"),
    path(f"{ONE}/invited/<int:invited>/", campaigns.instead_of_assessment, name="instead-of-assessment"),
    path(f"{ONE}/invited/<int:invited>/take-back/", campaigns.take_back_instead, name="take-back-instead"),
    path(f"{OURS}/", invitations.campaign_invitation, name="campaign-invitation"),
    path(f"{OURS}/take-back/", invitations.take_back_carried, name="take-back-carried"),
    path(f"{OURS}/count/<int:assessment>/", invitations.count_for_campaign, name="count-for-campaign"),
]
