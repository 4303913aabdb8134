import re

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core.forms import AskingForm
from partnership.partners.models import Membership

BETWEEN = re.compile(r"[\s,;]+")
MOST_ADDRESSES = 200


class TeamForm(AskingForm):
    """Several people of an organisation: ticked in a list, or typed by their addresses."""

    people = forms.MultipleChoiceField(
        label=_("Who should come?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("Somebody in your list does not belong here any more. Tick the others again.")
        },
    )
    addresses = forms.CharField(
        label=_("Or type their e-mail addresses"),
        help_text=_("One in each line. They have to belong to your organisation here."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args, partner, by, **kwargs):
        super().__init__(*args, **kwargs)
        belonging = Membership.objects.visible_to(by).current().of(partner)
        found = Person.objects.filter(pk__in=belonging.values("person"), is_active=True).order_by("name", "pk")
        self.known = {str(one.pk): one for one in found}
        self.fields["people"].choices = [(key, one.name) for key, one in self.known.items()]

    def clean(self):
        told = super().clean()
        typed = [one for one in BETWEEN.split(told.get("addresses", "")) if one]
        if len(typed) > MOST_ADDRESSES:
            self.add_error("addresses", _("That is more than 200 addresses. Send them in several goes, please."))
        by_address = {str(one.email).lower(): one for one in self.known.values() if one.email}
        self.unknown = [one for one in typed if one.lower() not in by_address]
        ticked = [self.known[key] for key in told.get("people", []) if key in self.known]
        self.chosen = list(
            dict.fromkeys([*ticked, *(by_address[one.lower()] for one in typed if one.lower() in by_address)])
        )
        if not self.chosen and not self.unknown and not self.errors:
            self.add_error("people", _("Tick somebody, or type an address."))
        return told

    def why_unknown(self, address):
        """Say what was found and what would be accepted instead."""
        if "@" not in address:
            return _t("This is no e-mail address. Something like sam@example.org would do.")
        return _t("Nobody of your organisation here has this address. Invite them first, then book.")
