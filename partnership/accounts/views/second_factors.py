"""Passkeys, the authenticator app and recovery codes: django-allauth's pages, with our rules and our log."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.queries import signing_in as queries


@login_required
@require_GET
def second_factor(request):
    way_on = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(way_on, {request.get_host()}, require_https=request.is_secure())
    page = queries.second_factors(request.user)
    return render(request, "accounts/second_factor.html", {"page": page, "way_on": way_on if safe else "/"})


class Enrolling:
    """Whoever adds a second factor has just shown that they hold it, so it counts as used in this session."""

    def form_valid(self, form):
        person = self.request.user
        response = super().form_valid(form)
        actions.note_factor(person, by=person)
        record_authentication(self.request, person, "mfa", type=self.kind, reauthenticated=True)
        return response


class AddPasskey(Enrolling, AddWebAuthnView):
    kind = "webauthn"


class AddAuthenticator(Enrolling, ActivateTOTPView):
    kind = "totp"


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form):
        actions.note_factor_removed(self.object, by=self.request.user)
        return super().form_valid(form)


class RemoveAuthenticator(DeactivateTOTPView):
    def form_valid(self, form):
        actions.note_factor_removed(self.authenticator, by=self.request.user)
        return super().form_valid(form)
