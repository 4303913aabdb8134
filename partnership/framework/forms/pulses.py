from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.framework.models import Scope
from partnership.framework.rules.arranging import LEAST_OF_A_PULSE, MOST_INVITED
from partnership.partners.forms.seen import day_field

PARTS = [(Scope.WHOLE, Scope.WHOLE.label), (Scope.SITE, Scope.SITE.label), (Scope.TEAM, Scope.TEAM.label)]


class PulseForm(AskingForm):
    """Of what it is, how many are asked, and until when."""

    scope = forms.ChoiceField(label=_("Whom do you ask?"), choices=PARTS, widget=forms.RadioSelect, initial=Scope.WHOLE)
    scope_name = forms.CharField(
        label=_("Which site or team?"),
        help_text=_("Only for a site or a team. Use the same name each time, so that it can be compared."),
        max_length=100,
        required=False,
    )
    invited = forms.IntegerField(
        label=_("How many people will you ask?"),
        help_text=_("At least 10. Nothing is shown unless 10 of them answer."),
        min_value=LEAST_OF_A_PULSE,
        max_value=MOST_INVITED,
        error_messages={"min_value": _("Ask at least 10 people: from fewer, nothing would be shown.")},
    )
    closes_on = day_field(_("Last day to answer"), _("One or two weeks from now is usual."))

    def clean(self):
        told = super().clean()
        if told.get("scope") not in (Scope.WHOLE, None) and not told.get("scope_name"):
            self.add_error("scope_name", _("Give the site or team a name, or ask the whole organisation."))
        if told.get("scope") == Scope.WHOLE:
            told["scope_name"] = ""
        return told
