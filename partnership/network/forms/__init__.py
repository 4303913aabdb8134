"""What is asked about workstreams, announcements and working together."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.forms import AskingForm, RevisionForm
from partnership.network.models import Change, Decision, Meeting, Opportunity, Workstream

DAY = {"type": "date"}
MOMENT = {"type": "datetime-local"}


def place_choices(whole=None):
    """Give the pack's places, after the whole."""
    return [
        ("", whole or _("The whole partnership")),
        *((area.code, pack.in_language(area.name)) for area in pack.current().districts),
    ]


def sector_choices():
    """Give the pack's sectors."""
    return [(key, pack.in_language(words)) for key, words in pack.current().sectors.items()]


def words(model, name, **more):
    """Ask for one text of a model in the model's own words and length."""
    field = model._meta.get_field(name)
    more.setdefault("required", not field.blank)
    return forms.CharField(label=capfirst(field.verbose_name), max_length=field.max_length, **more)


class WorkstreamForm(RevisionForm):
    """What a group works on."""

    name = words(Workstream, "name")
    question = words(Workstream, "question", help_text=_("One sentence that ends in a question mark."))
    about = words(Workstream, "about", widget=forms.Textarea)
    place = forms.ChoiceField(label=_("Place"), choices=place_choices, required=False)
    public = forms.BooleanField(label=_("Anybody may read what it is for"), required=False, initial=True)


class SeatForm(AskingForm):
    """Whether others see one's name."""

    shown = forms.BooleanField(label=_("Others in the partnership may see my name in this workstream"), required=False)


class MeetingForm(RevisionForm):
    """When and where."""

    title = words(Meeting, "title")
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(label=_("Ends"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"))
    where = words(Meeting, "where")
    access = words(Meeting, "access", help_text=_("Steps, hearing loop, breaks, a quiet room, travel paid."))

    def clean(self):
        """A meeting ends after it begins."""
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned.get("ends_at") and cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends_at", _("A meeting has to end after it begins"))
        return cleaned


class PaperForm(AskingForm):
    """Something to read."""

    title = forms.CharField(label=_("Title"), max_length=200)
    link = forms.URLField(
        label=_("Where it is"),
        max_length=500,
        assume_scheme="https",
        help_text=_("An address that begins with https://"),
    )
    about = forms.CharField(label=_("What it says, in one sentence"), max_length=300, required=False)


class DecisionForm(AskingForm):
    """What was decided."""

    text = words(Decision, "text", widget=forms.Textarea)
    why = words(Decision, "why", widget=forms.Textarea)
    who_took_part = words(Decision, "who_took_part")
    decided_on = forms.DateField(label=_("Decided on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    replaces = forms.ChoiceField(label=_("Does it replace an earlier decision?"), required=False)

    def __init__(self, *args, earlier=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaces"].choices = [("", _("No")), *earlier]


class AnnouncementForm(RevisionForm):
    """What to tell, and whom."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}))
    sectors = forms.MultipleChoiceField(
        label=_("For which sectors?"),
        choices=sector_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none to tell all of them."),
    )
    places = forms.MultipleChoiceField(
        label=_("For which places?"),
        choices=lambda: place_choices()[1:],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none to tell all of them."),
    )


class OpportunityForm(RevisionForm):
    """Pay, expenses and access come first, here as on the page."""

    title = words(Opportunity, "title")
    pay = words(Opportunity, "pay", help_text=_("How much, for what, and how soon. “Not paid” is an answer too."))
    expenses = words(Opportunity, "expenses", help_text=_("Travel, childcare, food; paid before or after."))
    access = words(
        Opportunity, "access", help_text=_("Where, steps, interpreters, breaks, how to take part from home.")
    )
    what = words(Opportunity, "what", widget=forms.Textarea)
    time = words(Opportunity, "time")
    who_decides = words(Opportunity, "who_decides")
    support = words(Opportunity, "support")
    place = forms.ChoiceField(label=_("Place"), choices=place_choices, required=False)
    closes_on = forms.DateField(label=_("Open until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))


class ChangeForm(AskingForm):
    """What people asked for, and what became of it."""

    asked = words(Change, "asked")
    became = forms.ChoiceField(label=_("What became of it?"), choices=Change.BECAME, widget=forms.RadioSelect)
    how = words(Change, "how", widget=forms.Textarea)
    decided_by = words(Change, "decided_by", help_text=_("A role, such as “the ward manager”. No name."))


class DropForm(AskingForm):
    """Why it is not happening."""

    why = forms.CharField(label=_("Why is it not happening?"), max_length=300)


class InterestForm(AskingForm):
    """As little as is needed to arrange it."""

    name = forms.CharField(label=_("What shall we call you?"), max_length=100, help_text=_("Any name that you choose."))
    reached_by = forms.CharField(
        label=_("How can we reach you safely?"),
        max_length=200,
        help_text=_("A number or an address that only you read. Say when it is safe to call."),
    )
    helps = forms.CharField(
        label=_("What would help you to take part?"),
        max_length=300,
        required=False,
        help_text=_("You need not say why."),
    )


class WhereForm(forms.Form):
    """Narrow the list."""

    sector = forms.ChoiceField(label=_("Sector"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    step = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[
            ("", _("All")),
            ("not-checked", _("Have not talked about readiness")),
            ("not-signed", _("Have not signed")),
            ("quiet", _("Quiet for half a year")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("All")), *sector_choices()]
        self.fields["place"].choices = place_choices(_("All"))
