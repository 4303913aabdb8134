from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.partners.forms.seen import SeenForm
from partnership.partners.models import Authority, Kind, Membership
from partnership.partners.rules import charter as rules

ANY_LEAD = "leads"
NOBODY = "none"


class ClausesReadForm(SeenForm):
    """That the clauses were read."""

    read = forms.BooleanField(
        label=_("We have read these, and talked about what each would mean for us"),
        error_messages={"required": _("Tick this when you have read them. There is no hurry.")},
    )


class SignatoryForm(SeenForm):
    """Who signs, and who at the top answers for it."""

    signatory = forms.ChoiceField(
        label=_("Who signs?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who signs."), "invalid_choice": _("Choose one of these.")},
    )
    senior_lead = forms.CharField(
        label=_("Name of the senior lead"),
        help_text=_(
            "Somebody at the top who answers for this. They need no account. Not shown outside your organisation."
        ),
        max_length=100,
        error_messages={"required": _("Write the name of the senior lead.")},
    )
    senior_lead_job = forms.CharField(label=_("What they do"), max_length=100, required=False)

    def __init__(self, commitment, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in signatories(commitment.partner, person)}
        named = [(key, _("I sign") if one == person else str(one)) for key, one in self.people.items()]
        self.fields["signatory"].choices = [(ANY_LEAD, _("Any lead of our organisation")), *named]

    @property
    def chosen(self):
        """The person who was chosen; nobody in particular where any lead may."""
        return self.people.get(self.cleaned_data["signatory"])

    @property
    def told(self):
        """What was typed, apart from who signs."""
        return {name: self.cleaned_data[name] for name in ("senior_lead", "senior_lead_job", "seen")}

    @staticmethod
    def kept(commitment):
        """What stands there already."""
        signatory = str(commitment.signatory_id or (ANY_LEAD if commitment.senior_lead else ""))
        told = {name: getattr(commitment, name) for name in ("senior_lead", "senior_lead_job")}
        return {"signatory": signatory, "seen": commitment.revision, **told}


def signatories(partner, person):
    """Give whom this person may name: themselves and the people they know there; for who is no lead, only leads."""
    known = Membership.objects.visible_to(person).current().of(partner).values("person")
    held = partner.roles.current()
    if not rules.leads(person, partner):
        held = held.of(Kind.PARTNER_LEAD)
    people = Person.objects.filter(is_active=True, pk__in=held.values("person"))
    return people.filter(pk__in=known).order_by("name", "pk")


class AuthorityForm(SeenForm):
    """By what authority somebody signs."""

    authority = forms.ChoiceField(
        label=_("May you sign for your organisation?"),
        choices=[*Authority.choices, (NOBODY, _("No, or I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “No, or I am not sure” is a good answer too.")},
    )
    authority_from = forms.CharField(
        label=_("If it was given to you: by whom?"),
        help_text=_("For example: the board, on 3 March"),
        max_length=150,
        required=False,
    )

    @staticmethod
    def kept(commitment):
        """What stands there already."""
        told = {name: getattr(commitment, name) for name in ("authority", "authority_from")}
        return {"seen": commitment.revision, **told}


class SignForm(SeenForm):
    """The signature itself."""

    name = forms.CharField(
        label=_("Type your name"),
        help_text=_("This is your signature. It stands on the receipt that your organisation keeps."),
        max_length=100,
        error_messages={"required": _("Type your name to sign.")},
    )
    job = forms.CharField(label=_("What you do there"), max_length=100, required=False)
    shows_name = forms.BooleanField(
        label=_("My name may be shown on the public page of the receipt"),
        help_text=_("Without your tick, the page shows your organisation only. You can change it at any time."),
        required=False,
    )


class WithdrawForm(forms.Form):
    """Taking a signature back."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("For your own people and the programme team. Nobody else reads it. Please name nobody."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeniorLeadForm(SeenForm):
    """Who at the top answers for it now."""

    name = forms.CharField(
        label=_("Name of the senior lead"), max_length=100, error_messages={"required": _("Write a name.")}
    )
    job = forms.CharField(label=_("What they do"), max_length=100, required=False)

    @staticmethod
    def kept(commitment):
        """What stands there already."""
        return {"name": commitment.senior_lead, "job": commitment.senior_lead_job, "seen": commitment.revision}


class VerifyForm(forms.Form):
    """A code or a hash, or the file itself."""

    code = forms.CharField(
        label=_("The code on the receipt"),
        help_text=_("Ten letters and numbers, such as K7QW2-M4XRD. The hash of the file would do too."),
        max_length=100,
        required=False,
    )
    file = forms.FileField(
        label=_("Or the receipt itself"),
        help_text=_("The PDF as you received it. We look at it once, and do not keep it."),
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args, sent=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = sent  # how many bytes came in all

    def clean(self):
        """One of the two; and a file that memory did not take was larger than anything that we gave out."""
        told = super().clean()
        if self.sent > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.add_error("file", _("That file is larger than any receipt of ours. Choose another one."))
        elif not told.get("code") and not told.get("file") and not self.errors:
            self.add_error("code", _("Type the code, or choose the file."))
        return told
