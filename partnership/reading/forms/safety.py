from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.partners.models import Partner
from partnership.reading.models import About, PassedTo


class ConcernForm(AskingForm):
    """What a concern is about, and whose people must not hear of it."""

    about = forms.ChoiceField(label=_("What is it about?"), choices=About.choices, widget=forms.RadioSelect)
    of = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Is it about people of an organisation here?"),
        help_text=_("Then nobody who belongs or is close to it sees this or is told."),
        required=False,
        empty_label=_("No, or I do not know"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = Partner.objects.current().order_by("name")


class NoteForm(AskingForm):
    """One line of the log."""

    words = forms.CharField(
        label=_("What was done"),
        help_text=_("What you did, whom you reached and when. Not what happened to anybody."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what was done.")},
    )


class ReferForm(AskingForm):
    """To whom a concern was passed on, or why to nobody."""

    to = forms.ChoiceField(
        label=_("To whom did you pass it on?"),
        help_text=_("Never to the person or the organisation that it is about."),
        widget=forms.RadioSelect,
    )
    told_person = forms.BooleanField(
        label=_("Whoever wrote it was told here that we passed it on"),
        help_text=_("Leave it empty where telling them could put somebody at risk."),
        required=False,
    )
    words = forms.CharField(
        label=_("For the log"),
        help_text=_("Whom you reached, when, and what was agreed. If you pass nothing on, say why."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    NOBODY = "nobody"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [*PassedTo.choices, (self.NOBODY, _("To nobody: nothing is passed on"))]

    def clean(self):
        told = super().clean()
        if told.get("to") == self.NOBODY and not told.get("words", "").strip():
            self.add_error("words", _("Say why nothing is passed on. It stands in the log."))
        return told
