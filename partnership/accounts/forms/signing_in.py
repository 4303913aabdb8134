"""What is asked of somebody who signs in. Django-allauth's own forms, in our words."""

from allauth.account.forms import (
    AddEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person

ADDRESS = {"required": _("Type your e-mail address"), "invalid": _("An e-mail address looks like name@example.org")}
CODE = {"required": _("Type the code")}
NAME = {"required": _("Type the name you go by"), "max_length": _("A name of up to 100 letters would do")}


def ask(form: forms.BaseForm, field: str, messages: dict) -> None:
    """Let a field of somebody else's form say our words, its validators too."""
    asked = form.fields[field]
    asked.error_messages.update(messages)
    for validator in asked.validators:
        said = messages.get(getattr(validator, "code", ""))
        if said:
            validator.message = said  # type: ignore[attr-defined]  # Django's own all have one


class SignInForm(LoginForm):
    """An address; a code goes there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "login", ADDRESS)


class SignUpForm(SignupForm):
    """An address, and the name somebody goes by: it need not be the one on their papers."""

    name = forms.CharField(max_length=100, error_messages=NAME)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "email", ADDRESS)


class CodeForm(ConfirmLoginCodeForm):
    """The code from a letter."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "code", CODE)


class AddressCodeForm(ConfirmEmailVerificationCodeForm):
    """The code from a letter to a new address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "code", CODE)


class NewAddressForm(AddEmailForm):
    """Another address to sign in with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "email", ADDRESS)


class FactorForm(AuthenticateForm):
    """The code that an authenticator app shows, or a recovery code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "code", CODE)


class FactorAgainForm(ReauthenticateForm):
    """The same, once more before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "code", CODE)


class AuthenticatorForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "code", CODE)


class PasskeyNameForm(EditWebAuthnForm):
    """What somebody calls a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        ask(self, "name", {"required": _("Type a name for it")})


class NameForm(forms.ModelForm):
    """The name somebody goes by."""

    class Meta:
        model = Person
        fields = ["name"]
        error_messages = {"name": NAME}
