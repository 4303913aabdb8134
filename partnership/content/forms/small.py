"""The short questions around a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING = {"required": _("Write a few words")}


class WhyForm(forms.Form):
    """Why the words should change, for whoever reads them next."""

    why = forms.CharField(
        label=_("Why"), help_text=_("A sentence for whoever reads this next."), max_length=300, error_messages=MISSING
    )


class SendBackForm(forms.Form):
    """What should be different."""

    words = forms.CharField(
        label=_("What should be different"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=MISSING,
    )


class RemoveForm(WhyForm):
    """Why a helpline goes, and which one was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)


class AddLanguageForm(forms.Form):
    """A language that the words are also written in."""

    language = forms.RegexField(
        r"^[a-z]{2,3}(-[A-Z]{2})?$",
        label=_("Another language"),
        help_text=_("Its code, such as pl for Polish or ur for Urdu."),
        error_messages={"invalid": _("A language code has two or three small letters, such as pl")},
    )


class OwnerForm(forms.Form):
    """Who looks after words, and by when they check them again."""

    owner = forms.ChoiceField(
        label=_("Who looks after it"),
        help_text=_("In the list are people who may change these words, as far as you know of them."),
        required=False,
    )
    check_by = forms.DateField(
        label=_("Check it again by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day."), "invalid": _("That is not a day we know. 31/12/2026 would do.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Nobody in particular: the programme team")), *people]
