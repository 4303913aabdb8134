from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core import pack
from partnership.core.forms import AskingForm
from partnership.partners.models import Partner


class ShowPaperForm(AskingForm):
    """What somebody learned elsewhere, and who should look at the paper."""

    title = forms.CharField(label=gettext_lazy("What was the course called?"), max_length=200)
    taught_by = forms.CharField(
        label=gettext_lazy("Who taught it?"), help_text=gettext_lazy("An organisation."), max_length=200
    )
    completed_on = forms.DateField(
        label=gettext_lazy("When did you complete it?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("This is no day. 2026-03-14 or 14/03/2026 would do.")},
    )
    hours = forms.DecimalField(
        label=gettext_lazy("How many hours was it?"),
        min_value=0,
        max_value=400,
        decimal_places=1,
        required=False,
        error_messages={"invalid": gettext_lazy("This is no number of hours. 1.5 would do.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What does your paper say, and how can somebody see it?"),
        help_text=gettext_lazy("Such as: a certificate with my name and the day. I can bring it on Monday."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    partner = forms.ChoiceField(label=gettext_lazy("Who should look at it?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].input_formats = ["%Y-%m-%d", "%d/%m/%Y"]
        ours = Partner.objects.filter(pk__in=by.memberships.current().values("partner")).order_by("name")
        self.partners = {str(one.pk): one for one in ours}
        leads = [(key, _("Whoever leads %(partner)s") % {"partner": one.name}) for key, one in self.partners.items()]
        self.fields["partner"].choices = [*leads, ("", _("The programme team"))]

    def clean_completed_on(self):
        day = self.cleaned_data["completed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. A day until today would do."))
        return day

    @property
    def said(self):
        return {**self.cleaned_data, "partner": self.partners.get(self.cleaned_data["partner"])}


class DecidePaperForm(AskingForm):
    """Whether a paper counts: as which course of ours, or why not."""

    accepted = forms.ChoiceField(
        label=gettext_lazy("Have you seen the paper, and does it say so?"),
        choices=[("yes", gettext_lazy("Yes, it counts")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    course = forms.ChoiceField(label=gettext_lazy("If yes: which course taught here is it like?"), required=False)
    why = forms.CharField(
        label=gettext_lazy("If no: why not?"),
        help_text=gettext_lazy("A sentence. They read it."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        academy = pack.current().academy
        courses = sorted((pack.in_language(one.title), key) for key, one in academy.courses.items()) if academy else []
        none = ("", _("None: it stands in their passport without a level"))
        self.fields["course"].choices = [none, *((key, name) for name, key in courses)]

    def clean(self):
        told = super().clean()
        if told.get("accepted") == "no" and not told.get("why", "").strip():
            self.add_error("why", _("Say why not in a sentence. They read it."))
        return told

    @property
    def said(self):
        return {**self.cleaned_data, "accepted": self.cleaned_data["accepted"] == "yes"}


class TakeBackForm(forms.Form):
    """Why something that somebody completed is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy(
            "One sentence. They read it, and so does whoever checks a certificate: name nobody in it."
        ),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why in a sentence")},
    )
