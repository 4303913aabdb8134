"""Signing in: django-allauth's pages, where ours say more than they do."""

from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView, LoginView
from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

PROMISED_SECONDS = 5 * 60  # no limit in the settings has a longer window


@never_cache
def too_many(request):
    response = render(request, "accounts/too_many.html", status=429)
    response["Retry-After"] = str(PROMISED_SECONDS)
    return response


def say_too_old(request):
    messages.error(request, _("That code is too old, or was used already. You can ask for a new one here."))


class SignIn(LoginView):
    """One address to type; whoever's organisation signs them in finds it here."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "providers": settings.PROVIDERS}


class ConfirmCode(ConfirmLoginCodeView):
    """The code from the letter. Whoever comes too late is told so, where they can ask for another."""

    def dispatch(self, request, *args, **kwargs):
        self._process = None
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None and not request.user.is_authenticated:
            say_too_old(request)
        return response


class ConfirmAddress(ConfirmEmailVerificationCodeView):
    """The code sent to a new address, when an account begins or moves."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None:
            say_too_old(request)
        return response
