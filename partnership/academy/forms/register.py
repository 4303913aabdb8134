import json
from datetime import UTC, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.academy.models import Came
from partnership.academy.rules.register import Tick, moment_of
from partnership.accounts.models import Person

MOST_TICKS = 5_000
MOST_BYTES = 1_000_000


class NotTicks(ValueError):
    """What came is no list of ticks."""


def ticks_in(body):
    """Read the ticks that a telephone sends, with when they were made by our clock.

    Raises
    ------
    NotTicks
        If it is anything else.
    """
    now = timezone.now()
    try:
        told = json.loads(body[: MOST_BYTES + 1])
        sent = _moment(told["sent_at"])
        read = [
            Tick(int(one["booking"]), int(one["part"]), Came(one["came"]).value, _moment(one["at"]))
            for one in told["ticks"]
        ]
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        raise NotTicks from None
    if len(read) > MOST_TICKS:
        raise NotTicks
    return [Tick(one.booking, one.part, one.came, moment_of(one.at, sent, now)) for one in read]


def _moment(milliseconds):
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


class RegisterForm(forms.Form):
    """One part, and how each person stands in it. What was not changed on the page is no tick."""

    def __init__(self, rows, choices, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = [row.pk for row in rows]
        self.fields["part"] = forms.IntegerField(widget=forms.HiddenInput)
        for pk in self.numbers:
            self.fields[f"came-{pk}"] = forms.ChoiceField(choices=choices, required=False)
            self.fields[f"was-{pk}"] = forms.CharField(required=False)

    def ticks(self):
        """Give a tick for whoever stands otherwise than the page said when it was opened."""
        told, now = self.cleaned_data, timezone.now()
        chosen = [(pk, told[f"came-{pk}"], told[f"was-{pk}"]) for pk in self.numbers]
        return [Tick(pk, told["part"], came, now) for pk, came, was in chosen if came and came != was]


class WalkInForm(forms.Form):
    """Somebody who came without a place, by the address of their account."""

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("Of the account that they have here. We write to nobody."),
        error_messages={
            "required": gettext_lazy("Type the e-mail address of their account"),
            "invalid": gettext_lazy("This is no whole e-mail address. One such as sam@example.org would do."),
        },
    )

    def clean_email(self):
        """Find the account, and say what can be done where there is none."""
        self.person = Person.objects.real().filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(
                _(
                    "Nobody has an account with this address, and we open none for somebody else. They can open one"
                    " themselves, now or later; until then their name on the printed sheet does."
                )
            )
        return self.cleaned_data["email"]


class CouldNotComeForm(forms.Form):
    """Why, in one's own words or none."""

    words = forms.CharField(
        label=gettext_lazy("Why, if you wish to say"),
        help_text=gettext_lazy("Only those who lead this session can read it. It is erased a month after it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class ReflectionForm(forms.Form):
    """What somebody takes with them."""

    words = forms.CharField(
        label=gettext_lazy("What do you take with you?"),
        help_text=gettext_lazy("A sentence is enough. It is locked, and nobody else reads it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": gettext_lazy("Write a sentence, or leave this page: nothing is asked of you.")},
    )


class ResultForm(forms.Form):
    """Passed, or not yet."""

    passed = forms.TypedChoiceField(
        label=gettext_lazy("The assessment"),
        choices=[("yes", gettext_lazy("Passed")), ("no", gettext_lazy("Not yet"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two")},
    )
