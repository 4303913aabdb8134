from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import AskingForm
from partnership.core.refusals import Refusal
from partnership.listening.models import ReplyKind
from partnership.listening.rules.answering import (
    MOST_LETTERS,
    OF_ORGANISATIONS,
    OF_READERS,
    Written,
    check_asks_nobody_who_they_are,
)
from partnership.listening.rules.kindness import kind_questions
from partnership.plans.forms import day_field
from partnership.plans.rules import MOST_LETTERS as MOST_OF_ACTION


class AnswerForm(AskingForm):
    """An answer. It is looked at for kindness once; what it asked already it does not ask again."""

    kinds: tuple[ReplyKind, ...] = OF_ORGANISATIONS
    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is."), "invalid_choice": _("Choose one of these.")},
    )
    speaks_as = forms.CharField(
        label=_("Who is speaking?"),
        max_length=100,
        help_text=_("A job, such as “Ward manager”. They see it above your answer."),
        error_messages={"required": _("Say who is speaking, as a job: “Ward manager”.")},
    )
    words = forms.CharField(
        label=_("Your answer"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Say what you heard, what you are sorry for, what happens now and by when. Ask for nothing."),
        error_messages={"required": _("Write your answer.")},
    )
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    asks = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.kinds]

    def clean_words(self):
        """Refuse what asks somebody without a name who they are; what was typed stays."""
        try:
            check_asks_nobody_who_they_are(self.cleaned_data["words"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return self.cleaned_data["words"]

    def clean(self):
        """Ask about what nobody was asked about yet."""
        said = super().clean()
        if not self.errors:
            found = kind_questions(said["kind"], said["words"])
            if not {one.key for one in found} <= set(said["looked"].split()):
                self.asks = found
        return said

    def asked_once(self):
        """Remember in the form itself what it asked about, so that the same words can go."""
        self.data = self.data.copy()  # with every box that was ticked, not the last alone
        self.data["looked"] = " ".join(one.key for one in self.asks)

    @property
    def written(self):
        """What was written."""
        return Written(**{name: said for name, said in self.cleaned_data.items() if name != "looked"})


class ReplyForm(AnswerForm):
    """An answer of an organisation, perhaps with what it will do."""

    action = forms.CharField(
        label=_("What will be done about it?"),
        max_length=MOST_OF_ACTION,
        required=False,
        help_text=_("This becomes an Action of yours. It names what got in the way, and holds none of their words."),
    )
    action_due_on = day_field(_("Done by"))


class ReaderReplyForm(AnswerForm):
    """An answer of those who read a story, perhaps with who can help."""

    kinds = OF_READERS
    helplines = forms.MultipleChoiceField(
        label=_("Who can help?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see these with your answer, as they stand on this site today."),
        error_messages={"invalid_choice": _("Choose who can help from the list.")},
    )

    def __init__(self, helplines, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["helplines"].choices = helplines
        self.fields["speaks_as"].help_text = _("A job, such as “Reader”. They see it above your answer.")

    def clean(self):
        """Whoever says that it is nothing we can change also says who can help."""
        said = super().clean()
        if said.get("kind") == ReplyKind.REFERRAL and not said.get("helplines"):
            self.add_error("helplines", _("Choose at least one who can help."))
        return said


class NotOursForm(AskingForm):
    """Who can help instead: chosen from a list, so that nothing has to be looked at before it is seen."""

    to = forms.ChoiceField(
        label=_("Who can help instead?"),
        error_messages={"required": _("Choose who can help."), "invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, who_can_help, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *who_can_help]


class SendBackForm(AskingForm):
    """Why an answer is sent back."""

    why = forms.CharField(
        label=_("Why do you send it back?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this. Say what would make it better for whoever told the story."),
        error_messages={"required": _("Say why, so that they can write it better.")},
    )


class RouteForm(forms.Form):
    """Which organisations are told."""

    def __init__(self, partners, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.partners = {str(one.pk): one for one in partners}
        self.fields["partners"] = forms.MultipleChoiceField(
            label=_("Who is told?"),
            choices=[(key, one.name) for key, one in self.partners.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one organisation."),
                "invalid_choice": _("Choose from the list."),
            },
        )

    @property
    def chosen(self):
        """The organisations that were ticked."""
        return [self.partners[key] for key in self.cleaned_data["partners"]]
