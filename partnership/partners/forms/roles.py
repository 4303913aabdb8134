from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.partners.forms.organisations import places
from partnership.partners.models import Kind


def until_day():
    """Ask until when."""
    return forms.DateField(
        label=_("Until"),
        help_text=_("The first day on which they no longer hold it. Leave it out for no end."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2027-03-31")},
    )


class RoleForm(forms.Form):
    """Give a role in one organisation; the choices are those that the giver can give."""

    kind = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose the role")}
    )
    until_on = until_day()

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds

    @property
    def role(self):
        return Kind(self.cleaned_data["kind"])


class ScopedRoleForm(RoleForm):
    """Give a role for the whole, a place, or an organisation that somebody belongs to."""

    what_for = forms.ChoiceField(label=_("For what"), widget=forms.RadioSelect)

    field_order = ("kind", "what_for", "until_on")

    def __init__(self, *args, scopes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what_for"].choices = [("whole", _("The whole partnership")), *scopes]

    @property
    def scope(self):
        """Give what it is for: a kind of thing, and which one."""
        kind, _colon, which = self.cleaned_data["what_for"].partition(":")
        return kind, which


class ConfidedRoleForm(forms.Form):
    """Give a role in confidence, to whoever has this e-mail address."""

    email = forms.EmailField(
        label=_("The e-mail address of their account"),
        help_text=_("They make an account first. The name that they choose will do."),
        error_messages={
            "required": _("Write the e-mail address"),
            "invalid": _("Write an e-mail address like name@example.org"),
        },
    )
    place = forms.ChoiceField(
        label=_("For what"), choices=lambda: [("", _("The whole partnership")), *places()], required=False
    )
    until_on = until_day()

    def __init__(self, *args, find, **kwargs):
        super().__init__(*args, **kwargs)
        self.find = find  # gives the account of an address

    def clean_email(self):
        """Find the account."""
        self.person = self.find(self.cleaned_data["email"])
        if self.person is None:
            raise forms.ValidationError(_("There is no account with this address yet."))
        return self.cleaned_data["email"]
