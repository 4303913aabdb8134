"""Forms that carry the revision they were opened with, and say what changed if somebody else was quicker."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


class SeenForm(forms.Form):
    """A form about a row that two people may have open."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def tell_changed(self, refusal):
        """Keep what was typed, say what stands there now, and let a second try through."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = refusal.now.revision
        self.add_error(None, refusal.sentence)
        for name in refusal.fields:
            if name in self.fields:
                self.add_error(name, _("It says now: “%(now)s”.") % {"now": shown(refusal.now, name)})
        self.add_error(None, _("Send it again to put yours in its place."))
        return self


def shown(row, name):
    """Say the value of a field as a page would."""
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name) or _("nothing")


def day_field(label, hint=""):
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Give a day."),
            "invalid": gettext_lazy("That is not a day we know. 31/12/2026 would do."),
        },
    )
