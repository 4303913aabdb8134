from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm, RevisionForm
from partnership.plans.forms import day_field
from partnership.plans.models import ShownTo
from partnership.plans.rules import MOST_LETTERS

ANY = ("", _("Not said"))


class ThemeForm(RevisionForm):
    """What many people said, in our words; who looks after it, and by when there is an answer."""

    title = forms.CharField(label=_("In one line"), max_length=150)
    said = forms.CharField(
        label=_("What people said, in our words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Nobody's own words, and nothing by which somebody could be known."),
    )
    barriers = forms.MultipleChoiceField(
        label=_("What got in the way"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what got in the way.")},
    )
    service = forms.ChoiceField(label=_("Kind of service"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    owner = forms.ChoiceField(label=_("Who looks after it"), required=False)
    reply_by = day_field(_("An answer by"))

    def __init__(self, choices, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["barriers"].choices = choices["barriers"]
        for name in ("service", "place", "owner"):
            self.fields[name].choices = [ANY, *choices[name]]

    @property
    def details(self):
        """What was said, as a theme keeps it."""
        names = ("title", "said", "barriers", "service", "place", "reply_by")
        owner = self.cleaned_data["owner"]
        return {**{name: self.cleaned_data[name] for name in names}, "owner_id": int(owner) if owner else None}

    @staticmethod
    def kept(theme):
        """What a theme says now, to begin with."""
        names = ("title", "said", "barriers", "service", "place", "reply_by", "revision")
        return {**{name: getattr(theme, name) for name in names}, "owner": theme.owner_id}


class MoveThemeForm(AskingForm):
    """How far it is, with the words that belong to it."""

    step = forms.ChoiceField(
        label=_("How far is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is."), "invalid_choice": _("Choose one of these.")},
    )
    did = forms.CharField(
        label=_("What was done"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    because = forms.CharField(
        label=_("Why it is not possible, and what is"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, steps, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = steps

    def clean(self):
        """Ask for the words that go with a step."""
        said = super().clean()
        if said.get("step") == "done" and not said.get("did"):
            self.add_error("did", _("Say what was done."))
        if said.get("step") == "declined" and not said.get("because"):
            self.add_error("because", _("Say why it is not possible. People can live with a reason; not with silence."))
        return said


class ThemeActionForm(AskingForm):
    """Something that will be done about it."""

    title = forms.CharField(label=_("What will be done?"), max_length=MOST_LETTERS)
    due_on = day_field(_("Done by"))
    shown_to = forms.ChoiceField(label=_("Who sees it"), choices=ShownTo.choices, initial=ShownTo.ANYONE)
