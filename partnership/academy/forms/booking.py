from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.rules import line
from partnership.core.forms import AskingForm
from partnership.core.pack import current, in_language
from partnership.partners.models import Membership, Partner, reach

MYSELF = "0"
MOST_WORDS = 600


def partners_of(person):
    """Give the organisations for which somebody can come."""
    belonging = Membership.objects.current().filter(person=person).values("partner")
    return Partner.objects.filter(Q(pk__in=[*reach(person).partners]) | Q(pk__in=belonging))


def helps_field():
    return forms.CharField(
        label=_("What would help you to take part?"),
        help_text=_(
            "Such as a seat near the door, large print, or breaks. Only those who lead the session read it. "
            "It is locked, your organisation never sees it, and it is deleted 30 days after the session."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST_WORDS,
        required=False,
        error_messages={"max_length": _("Please say it in at most 600 letters. Nothing of it is lost here.")},
    )


class BookForm(AskingForm):
    """For which organisation somebody comes, as what, and what would help."""

    partner = forms.ChoiceField(label=_("For which organisation do you come?"), widget=forms.RadioSelect)
    works_as = forms.ChoiceField(
        label=_("How do you come?"),
        choices=[("employee", _("employed")), ("volunteer", _("as a volunteer"))],
        widget=forms.RadioSelect,
        initial="employee",
    )
    family = forms.ChoiceField(label=_("What kind of role do you have?"), required=False)
    place = forms.ChoiceField(label=_("In which district do you mostly work?"), required=False)
    adjustment = helps_field()

    def __init__(self, *args, person, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in partners_of(person)}
        if session.only_for_id:
            self.known = {key: one for key, one in self.known.items() if one.pk == session.only_for_id}
        choices = [(key, one.name) for key, one in sorted(self.known.items(), key=lambda pair: pair[1].name)]
        if not session.only_for_id:
            choices.append((MYSELF, _("For none: I come for myself")))
        self.fields["partner"].choices = choices
        self.fields["partner"].initial = choices[0][0] if choices else None
        self.fields["works_as"].initial = self._works_as(person)
        families = [(key, in_language(one.name)) for key, one in line.academy().families.items()]
        self.fields["family"].choices = [("", _("I would rather not say")), *families]
        self.fields["place"].choices = [
            ("", _("I would rather not say")),
            *((one.code, in_language(one.name)) for one in current().districts),
        ]

    def _works_as(self, person):
        first = self.known.get(self.fields["partner"].initial or "")
        found = Membership.objects.current().filter(person=person, partner=first).first() if first else None
        return found.works_as if found else "employee"

    @property
    def first_partner(self):
        """The organisation that stands chosen when the page opens."""
        return self.known.get(self.fields["partner"].initial or "")

    @property
    def told(self):
        """What is asked for."""
        return {**self.cleaned_data, "partner": self.known.get(self.cleaned_data["partner"])}


class HelpsForm(AskingForm):
    """What would help, said or said anew."""

    adjustment = helps_field()


class OtherDayForm(AskingForm):
    """Which other session of the course."""

    session = forms.ChoiceField(
        label=_("Which day instead?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a day, or go back."),
            "invalid_choice": _("Choose one of the days here."),
        },
    )

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = days
