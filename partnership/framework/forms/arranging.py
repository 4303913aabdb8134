from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core.forms import AskingForm, RevisionForm
from partnership.core.pack import in_language
from partnership.framework.models import LEAST, PEER, Scope
from partnership.framework.rules.arranging import MOST_INVITED
from partnership.partners.forms.seen import day_field
from partnership.partners.models import Membership, reach

NUMBERS = "invited-"


class AssessmentForm(RevisionForm):
    """What is looked at, until when, and how many people are asked in each seat of an edition."""

    scope = forms.ChoiceField(
        label=_("What do you look at?"), choices=Scope.choices, widget=forms.RadioSelect, initial=Scope.WHOLE
    )
    scope_name = forms.CharField(
        label=_("Which site or team?"),
        help_text=_("Only for a site or a team. A name that everybody there knows."),
        max_length=100,
        required=False,
    )
    closes_on = day_field(_("Last day to answer"), _("Two to four weeks from now is usual."))
    least = forms.IntegerField(
        label=_("From how many people does a seat without names open?"),
        help_text=_("Never fewer than 5. Ask for more where people know each other's views well."),
        min_value=LEAST,
        max_value=MOST_INVITED,
        initial=LEAST,
        error_messages={"min_value": _("Never fewer than 5 people: somebody could be recognised.")},
    )

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        for key, seat in edition.seats.items():
            if key == PEER:
                continue
            self.fields[NUMBERS + key] = forms.IntegerField(
                label=in_language(seat.name),
                help_text=_("How many people will you ask? 0 if nobody."),
                min_value=0,
                max_value=MOST_INVITED,
                required=False,
                initial=0,
            )

    def clean(self):
        told = super().clean()
        if told.get("scope") != Scope.WHOLE and not told.get("scope_name"):
            self.add_error("scope_name", _("Give the site or team a name, or look at the whole organisation."))
        if told.get("scope") == Scope.WHOLE:
            told["scope_name"] = ""
        return told

    @property
    def details(self):
        """What is kept of the assessment itself."""
        return {name: self.cleaned_data[name] for name in ("scope", "scope_name", "closes_on", "least")}

    @property
    def numbers(self):
        """How many people are asked, by seat."""
        fields = (name for name in self.fields if name.startswith(NUMBERS))
        return {name.removeprefix(NUMBERS): self.cleaned_data.get(name) or 0 for name in fields}

    @staticmethod
    def kept(assessment):
        """What stands there already."""
        numbers = {NUMBERS + seat.seat: seat.invited for seat in assessment.seats.all()}
        names = ("scope", "scope_name", "closes_on", "least", "revision")
        return {**numbers, **{name: getattr(assessment, name) for name in names}}


class PersonForm(AskingForm):
    """Somebody of the partner, among those whom the person who asks may see."""

    person = forms.ModelChoiceField(
        label=_("Whom do you ask?"),
        queryset=Person.objects.none(),
        help_text=_(
            "People of your organisation who have an account here. Others can be invited on the page of people."
        ),
        error_messages={"required": _("Choose somebody, or go back.")},
    )

    def __init__(self, *args, partner, by, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Membership.objects.visible_to(by).current().of(partner)
        self.fields["person"].queryset = Person.objects.filter(pk__in=seen.values("person"), is_active=True).order_by(
            "name"
        )
        self.fields["person"].choices = [(one.pk, one.name) for one in self.fields["person"].queryset]


class TypistForm(AskingForm):
    """Who outside types in sealed sheets, by the address that they sign in with."""

    email = forms.EmailField(
        label=_("E-mail address of somebody outside your organisation"),
        help_text=_("They need a role in the partnership. Leave it empty and the programme team types the sheets in."),
        required=False,
    )

    def __init__(self, *args, partner, **kwargs):
        super().__init__(*args, **kwargs)
        self.partner = partner

    def clean_email(self):
        address = self.cleaned_data["email"]
        if not address:
            return None
        found = Person.objects.real().filter(email__iexact=address, is_active=True).first()
        if found is None or not reach(found).belongs or self.partner.pk in reach(found).partners:
            raise forms.ValidationError(
                _(
                    "We found nobody outside your organisation with this address who holds a role here. Check it, or leave it empty."
                )
            )
        return found


class CallOffForm(AskingForm):
    """Why it is called off."""

    why = forms.CharField(
        label=_("Why do you call it off?"),
        help_text=_("A few words. People of your organisation read them."),
        max_length=300,
        error_messages={"required": _("Say why, in a few words: those who were asked will want to know.")},
    )
