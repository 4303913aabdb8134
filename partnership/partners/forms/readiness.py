from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.partners.forms.seen import SeenForm
from partnership.partners.models import Answer


class AnswerForm(SeenForm):
    """One answer, and a note."""

    answer = forms.ChoiceField(
        label=_("What would you say?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “We leave this one for now” is a choice too.")},
    )
    note = forms.CharField(
        label=_("A note for yourselves"),
        help_text=_("For the people of your organisation. Please write nothing about one person."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def kept(answer):
        """What stands there already."""
        if answer is None:
            return {"seen": 0}
        return {"seen": answer.revision, "answer": answer.answer, "note": answer.note}
