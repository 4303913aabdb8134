from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core.forms import AskingForm
from partnership.framework.models.peers import MOST_WORDS
from partnership.partners.forms.seen import day_field

NOT_ABOUT_ONE = _("Write about what the organisation does. Please write nothing about one person.")


def words_field(label, hint=NOT_ABOUT_ONE):
    return forms.CharField(label=label, help_text=hint, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 8}))


class PeerForm(AskingForm):
    """Who comes, by the address that they sign in with."""

    email = forms.EmailField(
        label=_("E-mail address of the peer"),
        help_text=_("Somebody of another kind of organisation, whom you have asked already."),
    )

    def clean_email(self):
        found = Person.objects.real().filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here signs in with this address. Check it, or invite them first."))
        return found


class ViewForm(AskingForm):
    """What the peer saw."""

    came_on = day_field(_("Day of your visit"))
    view = words_field(_("What did you see?"))


class ReplyForm(AskingForm):
    """What the organisation says to it."""

    reply = words_field(_("What do you say to it?"))


class SettledForm(AskingForm):
    """What both leave standing."""

    settled = words_field(
        _("What do both leave standing?"), _("Ask both first. This stands beside the two views; it replaces neither.")
    )
