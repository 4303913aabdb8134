from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.academy.models import Seen
from partnership.accounts.models import Person
from partnership.core.forms import AskingForm
from partnership.core.pack import in_language

LONGEST = 1000


class AskToWatchForm(AskingForm):
    """At which session, and whom."""

    session = forms.ChoiceField(label=_("At which session?"))
    trainer = forms.ChoiceField(label=_("One of the trainers"), required=False)
    email = forms.EmailField(
        label=_("Or the e-mail address of somebody else who is accredited, or of the programme team"),
        required=False,
        error_messages={"invalid": _("That is not an e-mail address we know. name@example.org would do.")},
    )

    def __init__(self, *args, sessions, trainers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [("", _("Choose one")), *sessions]
        self.fields["trainer"].choices = [("", _("Nobody of these")), *trainers]

    def clean(self):
        told = super().clean()
        if bool(told.get("trainer")) == bool(told.get("email")) and "email" not in self.errors:
            self.add_error("trainer", _("Choose one of the trainers, or write one address."))
        elif told.get("email") and self._found() is None:
            self.add_error(
                "email", _("Nobody has an account with this address. Check it, or ask them to sign in first.")
            )
        return told

    def _found(self):
        return Person.objects.real().filter(email__iexact=self.cleaned_data["email"], is_active=True).first()

    @property
    def observer(self):
        """Who is asked."""
        chosen = self.cleaned_data["trainer"]
        return Person.objects.real().get(pk=chosen) if chosen else self._found()


class OfferToWatchForm(AskingForm):
    """Whom of those who lead."""

    trainer = forms.ChoiceField(label=_("Whom would you watch?"), widget=forms.RadioSelect)

    def __init__(self, *args, leaders, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainer"].choices = leaders


class FillObservationForm(AskingForm):
    """What was seen of each item, one kind word, one thing to try."""

    def __init__(self, *args, checklist, **kwargs):
        super().__init__(*args, **kwargs)
        for one in checklist.items:
            self.fields[one.key] = forms.ChoiceField(
                label=in_language(one.text),
                choices=Seen.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one. “Could not be seen that day” is an answer too.")},
            )
        for name, label in (("kind", _("One thing that was good")), ("to_try", _("One thing to try"))):
            self.fields[name] = forms.CharField(
                label=label,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Only whoever you watched reads this."),
                error_messages={"required": _("A few words are enough.")},
            )


class AnswerObservationForm(AskingForm):
    """Whether it was so, and words for whoever watched, or none."""

    was_so = forms.TypedChoiceField(
        label=_("Was it so?"),
        choices=[("yes", _("Yes, it was so")), ("no", _("No, it was not so"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("What you want to say to whoever watched"),
        help_text=_("Only they read it."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
