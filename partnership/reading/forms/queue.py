from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm

GRAVENESS = (
    ("0", _("0: nothing grave")),
    ("1", _("1: annoying")),
    ("2", _("2: it hurt")),
    ("3", _("3: harm was done")),
    ("4", _("4: grave harm, or it could happen again")),
    ("5", _("5: somebody may be in danger")),
)


class FinishForm(AskingForm):
    """How grave it is, when it was read."""

    criticality = forms.ChoiceField(
        label=_("How grave is it?"),
        help_text=_("Only readers and safeguarding leads see this. It decides nothing by itself."),
        choices=GRAVENESS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how grave it is. Your own feeling is enough.")},
    )

    @property
    def how_grave(self):
        """Give it as a number."""
        return int(self.cleaned_data["criticality"])


class WhyForm(AskingForm):
    """Why somebody opens words again."""

    why = forms.CharField(
        label=_("Why do you open these words again?"),
        help_text=_("Whoever wrote them can read this reason, with your name as a reader and the day."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in a few words.")},
    )


class VersionForm(AskingForm):
    """What is left of somebody's words for others."""

    words = forms.CharField(
        label=_("What others read"),
        help_text=_("Leave their words as they are. Put […] where something goes, or a job, as in [nurse]."),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Nothing is left of the words. Then there is nothing to show.")},
    )
    looked = forms.BooleanField(
        label=_("I looked at what could show who it is, and it can stay"),
        required=False,
    )

    def refuse_until_looked(self, risks):
        """Ask for a second look where something was found; give whether it can be kept."""
        if risks and not self.cleaned_data["looked"]:
            self.add_error("looked", _("Something could show who it is. Take it out, or say that you looked at it."))
        return not self.errors
