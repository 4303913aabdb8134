from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm, RevisionForm
from partnership.partners.forms.seen import day_field

NOT_HERE, BOTH_STAND = "not", "open"


class AgreedForm(RevisionForm):
    """What a meeting agreed on one standard."""

    level = forms.ChoiceField(
        label=_("What do you agree on?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “We do not agree; both views stand” is a choice too.")},
    )
    why_not = forms.CharField(
        label=_("Why does it not apply?"),
        help_text=_("Only where you chose that it does not apply."),
        max_length=300,
        required=False,
    )
    because = forms.CharField(
        label=_("What convinced you?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    dissent = forms.CharField(
        label=_("Who saw it otherwise, and how?"),
        help_text=_("Name a seat, not a person. A view that did not win is kept beside the level."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            *((str(one.number), f"{one.number}. {one.name}") for one in levels),
            (BOTH_STAND, _("We do not agree; both views stand")),
            (NOT_HERE, _("It does not apply to us")),
        ]

    @staticmethod
    def kept(agreed):
        """What stands there already."""
        if agreed is None:
            return {"revision": 0}
        level = str(agreed.level or "") or (NOT_HERE if agreed.why_not else BOTH_STAND)
        words = {name: getattr(agreed, name) for name in ("why_not", "because", "dissent", "revision")}
        return {"level": level, **words}

    def clean(self):
        told = super().clean()
        if told.get("level") == NOT_HERE and not told.get("why_not"):
            self.add_error("why_not", _("Say why it does not apply to you, in a few words."))
        if told.get("level") not in (NOT_HERE, None) and told.get("why_not"):
            self.add_error("why_not", _("Leave this empty, or choose that it does not apply to you."))
        return told

    @property
    def changes(self):
        """What is kept."""
        chosen = self.cleaned_data["level"]
        words = {name: self.cleaned_data[name].strip() for name in ("why_not", "because", "dissent")}
        return {"level": int(chosen) if chosen.isdecimal() else None, **words}


class EvidenceForm(AskingForm):
    """Something that can be shown."""

    what = forms.CharField(
        label=_("What can you show?"),
        help_text=_("A rule, a note of a meeting, a survey, a changed room. Nothing about one person."),
        max_length=300,
        error_messages={"required": _("Say what you can show.")},
    )
    where = forms.CharField(label=_("Where is it kept?"), max_length=300, required=False)
    dated_on = day_field(_("From when is it?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].required = False
