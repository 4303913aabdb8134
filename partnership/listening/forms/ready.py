from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.listening.models import Assurance
from partnership.listening.rules.ready import Assured


def a_day(label, help_text):
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day"), "invalid": _("Write a day like 2027-03-31")},
    )


class AssuranceForm(AskingForm):
    """What or who it is, from when, until when, and where it can be read."""

    named = forms.CharField(
        label=_("What or who it is"),
        help_text=_(
            "A document with its version, or a role and a team with how to reach them. Anybody can read this: write no person's own number."
        ),
        max_length=Assurance._meta.get_field("named").max_length,
        error_messages={
            "required": _("Say what or who it is"),
            "max_length": _("Use a shorter name: at most %(limit_value)d letters. You wrote %(show_value)d"),
        },
    )
    dated_on = a_day(_("Dated"), _("The day on which it was signed, agreed or named."))
    review_on = a_day(
        _("Looked at again by"),
        _("After this day nobody can tell us anything, until somebody has looked. At most two years from today."),
    )
    link = forms.URLField(
        label=_("Where it can be read"),
        help_text=_("An address that begins with https://"),
        max_length=Assurance._meta.get_field("link").max_length,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole address, such as https://www.example.org/assessment")},
    )

    def assured(self):
        """Give what was typed."""
        return Assured(**self.cleaned_data)
