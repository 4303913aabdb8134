"""The account somebody has at work, joined to the one here. Read only where an organisation is configured."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.views import ConnectionsView
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin


class Elsewhere(DefaultSocialAccountAdapter):
    """What an organisation says about somebody's addresses counts only where it was said that it checks them."""

    def pre_social_login(self, request, sociallogin):
        if not sociallogin.provider.app.settings.get("email_authentication"):
            sociallogin.email_addresses = []


class Connections(LoginRequiredMixin, ConnectionsView):
    """What is joined, and what can be."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "providers": settings.PROVIDERS}
