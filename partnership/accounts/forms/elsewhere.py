"""Asked of somebody who comes by another organisation's account. Read only where one is configured."""

from allauth.socialaccount.forms import SignupForm
from django import forms

from partnership.accounts.forms.signing_in import ADDRESS, NAME, ask


class ComingInForm(SignupForm):
    """What the organisation did not tell us, or what its person wants to say otherwise."""

    name = forms.CharField(max_length=100, error_messages=NAME)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask(self, "email", ADDRESS)
