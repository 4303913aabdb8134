from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.partners.forms.seen import day_field
from partnership.partners.models import Partner


class ShiftForm(AskingForm):
    """From when until when somebody reads, and in which languages."""

    reader = forms.ChoiceField(label=_("Who reads?"))
    starts_on = day_field(_("First day"))
    last_on = day_field(_("Last day"))
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args, people, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["reader"].choices = [("", _("Choose one")), *((key, str(one)) for key, one in self.people.items())]
        self.fields["languages"].choices = list(languages.items())

    def clean(self):
        told = super().clean()
        first, last = told.get("starts_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day comes before the first one."))
        return told

    @property
    def planned(self):
        """What is planned: who, the first day, the day after the last, the languages."""
        told = self.cleaned_data
        after = told["last_on"] + timedelta(days=1)
        return self.people[told["reader"]], told["starts_on"], after, told["languages"]


class LastDayForm(AskingForm):
    """Until when somebody goes on reading."""

    last_on = day_field(_("Last day"))

    @property
    def ends_on(self):
        """The day after the last."""
        return self.cleaned_data["last_on"] + timedelta(days=1)


class CareForm(AskingForm):
    """What a safeguarding lead writes down of a reader."""

    trained_on = day_field(_("Trained on"), _("Nobody reads before this day is written down."))
    daily_limit = forms.IntegerField(
        label=_("At most so many a day"),
        error_messages={"required": _("Say how many."), "invalid": _("Write a number, such as 8.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trained_on"].required = False


class LimitForm(AskingForm):
    """How much one wants to read in a day."""

    daily_limit = forms.IntegerField(
        label=_("At most so many a day"),
        help_text=_("You can choose fewer at any time. For more, ask a safeguarding lead."),
        error_messages={"required": _("Say how many."), "invalid": _("Write a number, such as 5.")},
    )


class CloseToForm(AskingForm):
    """Whom a reader is close to."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=_("Which organisations are you close to?"),
        help_text=_("You work or worked there, somebody near to you does, or you have a quarrel. Nobody asks why."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = Partner.objects.current().order_by("name")


class TalkForm(AskingForm):
    """On which day somebody had a talk."""

    had_on = day_field(_("When was the talk?"), _("What was said is written nowhere."))
