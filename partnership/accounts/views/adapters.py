"""What django-allauth asks of the site it works for: our words, our log, where to go next."""

import base64
import hashlib
import logging
import re

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.rules import signing_in as rules
from partnership.core.layouts import is_address
from partnership.core.refusals import Refusal, allowed

log = logging.getLogger(__name__)

WAIT = gettext_lazy("That was tried several times. Please wait five minutes, then try again.")
WRONG_CODE = gettext_lazy("That is not the code. Look at the newest one, and type it again.")


class Accounts(DefaultAccountAdapter):
    """Signing up, signing in, letters."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "invalid_login": gettext_lazy("An e-mail address looks like name@example.org"),
        "duplicate_email": gettext_lazy("This is your address already"),
        "same_as_current": gettext_lazy("This is your address already"),
        "email_taken": gettext_lazy("Another account uses this address. Sign in with it, or choose another one."),
    }

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"].strip()
        return actions.sign_up(user, by=user)

    def pre_login(self, request, user, *, email, signal_kwargs, **kwargs):
        """Somebody who typed the code sent to their address has confirmed it: no second letter."""
        proven = {one.get("email") for one in get_authentication_records(request, user) if one["method"] == "code"}
        if signal_kwargs and "sociallogin" in signal_kwargs:
            proven |= {one.email for one in signal_kwargs["sociallogin"].email_addresses if one.verified}
        unknown = not EmailAddress.objects.filter(user=user, verified=True).exists()
        if user.is_active and user.email in proven and unknown and self._may_take(user, user.email):
            actions.take_address(user, user.email, by=user)
        return super().pre_login(request, user, email=email, signal_kwargs=signal_kwargs, **kwargs)

    def confirm_email(self, request, email_address):
        """Take the address whose code came back; what the rule refuses is said on the next page."""
        user, email = email_address.user, email_address.email
        if not self._may_take(user, email):
            messages.error(request, self.error_messages["email_taken"])
            return False
        moved = user.email != email
        actions.take_address(user, email, by=user)
        email_address.verified = True
        if moved:
            messages.success(request, _("From now on you sign in with %(email)s.") % {"email": email})
        return True

    def _may_take(self, user, email):
        return allowed(rules.check_can_take_address, user, user, email)

    def get_login_redirect_url(self, request):
        return "/my-work/" if is_address("/my-work/") else reverse("my-account")

    def get_email_verification_redirect_url(self, email_address):
        return reverse("my-account")

    def send_account_already_exists_mail(self, email):
        sign_in = self.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"login_url": sign_in})

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away is no reason for a broken page: say that no letter left."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            log.exception("The letter %s could not be sent.", template_prefix)
            messages.error(self.request, _("No letter could be sent just now. Please try again in a few minutes."))


def _locks():
    """Give the locks for what is kept secret in the database: the newest first, older ones to read with."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factors:" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactors(DefaultMFAAdapter):
    """Passkeys and the authenticator app. Their secrets are locked with the site's own, which no backup holds."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That is not the code that it shows now. Wait for the next one, and type that."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your work here needs a second way to show that it is you. Add another one first."
        ),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def encrypt(self, text):
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:  # the site was set up anew, with another secret
            raise Refusal(
                _(
                    "This site cannot read your authenticator app any more. Write to us: we take it off, and you add it again."
                )
            ) from None

    def can_delete_authenticator(self, authenticator):
        return allowed(rules.check_can_remove_factor, authenticator.user, authenticator)

    def build_totp_svg(self, url):
        """Draw it for a page: without the line that only a file needs, and as wide as its place."""
        drawn = re.sub(r"<\?xml[^>]*\?>\s*", "", super().build_totp_svg(url))
        return re.sub(
            r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r'\1 aria-hidden="true" focusable="false"', drawn, count=1
        )

    def generate_authenticator_name(self, user, type):  # noqa: A002  (allauth's name for it)
        return _("My passkey")

    def _get_site_name(self):
        return settings.MFA_TOTP_ISSUER
