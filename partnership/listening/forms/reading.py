from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.reading.forms.queue import FinishForm


class FinishStoryForm(FinishForm):
    """How grave a story is, and what becomes of it."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=(
            ("read", _("It is read. What follows is decided next")),
            ("doubled", _("It was told before: it counts once")),
            ("kept_back", _("It can go to nobody else")),
        ),
        initial="read",
        widget=forms.RadioSelect,
    )
