from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.forms import AskingForm, RevisionForm
from partnership.core.pack import in_language
from partnership.framework.models import COME_SO_FAR, Campaign, Instead, Invited


def sectors():
    return [("", _("every sector")), *((key, in_language(words)) for key, words in pack.current().sectors.items())]


def places():
    return [("", _("every place")), *((area.code, in_language(area.name)) for area in pack.current().districts)]


def editions():
    return [
        (one.key, in_language(one.title))
        for one in pack.current().frameworks.values()
        if one.offered and not one.is_pulse
    ]


def last_day():
    return forms.DateField(
        label=_("Last day"),
        help_text=_("Six to ten weeks give an organisation time to ask everybody and to talk."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the last day"), "invalid": _("Write a day like 2027-03-31")},
    )


class CampaignForm(RevisionForm):
    """What stays to be changed once it is made."""

    name = forms.CharField(
        label=_("Name"),
        max_length=Campaign._meta.get_field("name").max_length,
        error_messages={"required": _("Give the campaign a name")},
    )
    about = forms.CharField(
        label=_("What it is for"),
        help_text=_("Organisations that are invited read this."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closes_on = last_day()

    def changes(self):
        """Give what was typed, without what only the form needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class MakeCampaignForm(CampaignForm):
    """A campaign that nobody is invited to yet."""

    edition = forms.ChoiceField(
        label=_("Edition of the framework"),
        choices=editions,
        error_messages={"required": _("Choose an edition"), "invalid_choice": _("Choose an edition that is offered")},
    )
    field_order = ("name", "about", "edition", "closes_on")


class FilterForm(forms.Form):
    """Narrow a list; what cannot be is left out."""

    def chosen(self):
        """Give what was chosen and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class InvitedFilterForm(FilterForm):
    """Narrow the list of those who were invited."""

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    so_far = forms.ChoiceField(
        label=_("How far"), choices=lambda: [("", _("all")), *COME_SO_FAR.items()], required=False
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=sectors, required=False)
    place = forms.ChoiceField(label=_("Place"), choices=places, required=False)


class ToInviteFilterForm(FilterForm):
    """Narrow the list of those who may be invited."""

    sector = forms.ChoiceField(label=_("Sector"), choices=sectors, required=False)
    place = forms.ChoiceField(label=_("Place"), choices=places, required=False)
    active = forms.ChoiceField(
        label=_("How it stands"), choices=[("", _("all that have joined")), ("yes", _("active"))], required=False
    )
    ticked = forms.ChoiceField(
        label=_("To begin with"), choices=[("", _("all are ticked")), ("none", _("none is ticked"))], required=False
    )


class InviteForm(AskingForm):
    """Who is invited: what was ticked."""

    partners = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Tick at least one organisation"),
            "invalid_choice": _("One of those you ticked cannot be invited any more. Look at the list again."),
        },
    )

    def __init__(self, *args, offered, ticked=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners"].choices = [(one.pk, one.name) for one in offered]
        self.first = {str(one.pk) for one in offered} if ticked else set()

    @property
    def ticked(self):
        """Give the keys of what is ticked: what was sent, else what is to begin with."""
        return set(self.data.getlist("partners")) if self.is_bound else self.first


def why():
    field = Invited._meta.get_field("why")
    return forms.CharField(
        label=capfirst(field.verbose_name),
        max_length=field.max_length,
        help_text=_("The organisation and the programme team read this."),
        error_messages={"required": _("Say why, in a few words")},
    )


class CarryForm(AskingForm):
    """Why the last assessment stands for this campaign too."""

    why = why()


class InsteadForm(AskingForm):
    """What stands instead of a new assessment, and why."""

    instead = forms.ChoiceField(
        label=_("What stands instead of a new assessment?"),
        choices=Instead.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two")},
    )
    why = why()
