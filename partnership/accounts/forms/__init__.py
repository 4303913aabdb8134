"""What is asked of somebody about their account."""

from partnership.accounts.forms.signing_in import (
    AddressCodeForm,
    AuthenticatorForm,
    CodeForm,
    FactorAgainForm,
    FactorForm,
    NameForm,
    NewAddressForm,
    PasskeyNameForm,
    SignInForm,
    SignUpForm,
)

__all__ = [
    "AddressCodeForm",
    "AuthenticatorForm",
    "CodeForm",
    "FactorAgainForm",
    "FactorForm",
    "NameForm",
    "NewAddressForm",
    "PasskeyNameForm",
    "SignInForm",
    "SignUpForm",
]
