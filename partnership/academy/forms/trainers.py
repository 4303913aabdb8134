from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.academy.models import Accreditation
from partnership.core.forms import AskingForm


def letters(name):
    return Accreditation._meta.get_field(name).max_length


class AccreditForm(forms.Form):
    """Who may lead, by the course that made them a trainer: a button sends both."""

    person = forms.IntegerField()
    way = forms.CharField(max_length=60)


class TellWithdrawalForm(AskingForm):
    """Why an accreditation is to be taken back."""

    why = forms.CharField(
        label=_("Why it is to be taken back"),
        help_text=_("They read this first, as you write it. Nobody else does but the programme team."),
        max_length=letters("why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why, in words that you would say to them. They read it first.")},
    )


class AnswerWithdrawalForm(AskingForm):
    """What whoever it is about says to it."""

    answer = forms.CharField(
        label=_("What you want the programme team to know"),
        help_text=_("You need not write anything. You can change it until it is decided."),
        max_length=letters("answer"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want the programme team to know. You need not.")},
    )
