from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.partners.forms.seen import SeenForm, day_field
from partnership.partners.models import Membership, Outcome

GOES_ON = [("no", _("It goes on next year")), ("yes", _("It is finished"))]


class PledgeForm(SeenForm):
    """What a partner will do, by when, and who looks after it."""

    clause = forms.ChoiceField(label=_("Under which clause?"), error_messages={"required": _("Choose a clause.")})
    what = forms.CharField(
        label=_("What will you do?"),
        help_text=_("Something that can be kept or not kept. It may be shown to anybody later, so please name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what you will do.")},
    )
    measure = forms.CharField(
        label=_("How will you know?"),
        help_text=_("For example: we have asked twelve people"),
        max_length=300,
        required=False,
    )
    by_when = day_field(_("By when?"))
    owner = forms.ChoiceField(label=_("Who looks after it?"), required=False)

    def __init__(self, partner, person, clauses, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in colleagues(partner, person)}
        self.fields["clause"].choices = clauses
        self.fields["owner"].choices = [("", _("Nobody yet")), *((key, str(one)) for key, one in self.people.items())]
        if kept := self.initial.get("owner"):
            self.people.setdefault(str(kept.pk), kept)
            self.fields["owner"].choices = [
                ("", _("Nobody yet")),
                *((key, str(one)) for key, one in self.people.items()),
            ]
            self.initial["owner"] = str(kept.pk)

    @property
    def told(self):
        """What was typed, with the person who was chosen."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return {**told, "owner": self.people.get(told["owner"])}

    @staticmethod
    def kept(pledge):
        """What stands there already."""
        told = {name: getattr(pledge, name) for name in ("what", "measure", "by_when", "owner")}
        return {"seen": pledge.revision, **told}


def colleagues(partner, person):
    """Give the people of the partner whom this person may know, and the person."""
    known = Membership.objects.visible_to(person).current().of(partner).values("person")
    held = partner.roles.current().values("person")
    return Person.objects.filter(is_active=True, pk__in=held).filter(pk__in=known).order_by("name", "pk")


class EditPledgeForm(PledgeForm):
    """The same, without the clause: under another clause it would be another pledge."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["clause"]


class ReportForm(SeenForm):
    """How a year of a pledge went."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose kept, partly kept or not kept.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("If it was not kept, say why in a sentence. It may be shown to anybody, so please name nobody."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    finished = forms.ChoiceField(
        label=_("And now?"),
        choices=GOES_ON,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it goes on.")},
    )

    @property
    def told(self):
        """What was typed, and whether that was the end of it."""
        return {**self.cleaned_data, "finished": self.cleaned_data["finished"] == "yes"}

    @staticmethod
    def kept(pledge, report):
        """What stands there already."""
        if report is None:
            return {"seen": 0}
        finished = "yes" if pledge.state == report.outcome else "no"
        return {"seen": report.revision, "outcome": report.outcome, "words": report.words, "finished": finished}

    def clean(self):
        """Not kept needs a reason; it is asked for here, before the rule has to."""
        told = super().clean()
        if told.get("outcome") == Outcome.NOT_KEPT and not told.get("words"):
            self.add_error("words", _("Say in a sentence why it was not kept. Nobody is blamed for it."))
        return told


class WithdrawPledgeForm(forms.Form):
    """Why a pledge is taken back."""

    why = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("A sentence. It is shown wherever the pledge is, so please name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why you withdraw it.")},
    )
