from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.partners.models import Erasure

ASKED = [(how.value, how.label) for how in (Erasure.How.LETTER, Erasure.How.PHONE, Erasure.How.SPOKEN)]


class WhoAsksForm(AskingForm):
    """Of whom a letter or a call is."""

    who = forms.CharField(label=_("Their e-mail address, or the name they go by"), max_length=254)


class EraseForm(AskingForm):
    """How somebody asked to be erased."""

    how = forms.ChoiceField(label=_("How did they ask?"), choices=ASKED, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For instance the number of the letter. Do not write their name: it would stay."),
        max_length=300,
        required=False,
    )
