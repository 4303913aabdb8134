from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core import pack
from partnership.core.forms import AskingForm
from partnership.core.pack import in_language
from partnership.listening.models import CameBy, Kept, Purpose, Under18
from partnership.listening.rules.paper import fits
from partnership.listening.rules.telling import NOT_FOR_CHILDREN, partners_to_name
from partnership.listening.rules.told import HELPED, OWN_WORDS, WHERE, WOULD_HELP, Told, kept_from
from partnership.reading.models import MOST_WRITTEN

ONLY_IF_OTHERS, SOMEBODY = "only-if-others", "somebody"


def content():
    return pack.current().listening


def named(things):
    return [(key, in_language(getattr(one, "name", one))) for key, one in things.items()]


def uses():
    asked = [(one.value, one.label) for one in Purpose]
    return [*asked[:3], (ONLY_IF_OTHERS, _("Tell the service only if others say the same")), *asked[3:]]


def kept_out():
    jobs = [(kept_from(Kept.ROLE, key), name) for key, name in named(content().jobs)]
    return [(kept_from(Kept.POLICE), _("The police")), *jobs, (SOMEBODY, _("Somebody else"))]


def ticked(label, choices):
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


def one_of(label, choices):
    return forms.ChoiceField(
        label=label, choices=lambda: [("", gettext_lazy("Nothing is ticked")), *choices()], required=False
    )


def words(label):
    return forms.CharField(
        label=label,
        help_text=gettext_lazy("Letter by letter, as it stands there. Leave out nothing: names are taken out later."),
        max_length=MOST_WRITTEN,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy("At most %(limit_value)d letters can be kept. There are %(show_value)d here.")
        },
    )


class PaperForm(AskingForm):
    """Everything that stands on one sheet."""

    sheet = forms.IntegerField(min_value=1, max_value=2**52, widget=forms.HiddenInput)
    under_18 = one_of(gettext_lazy("Are you under 18?"), lambda: Under18.choices)
    barriers = ticked(gettext_lazy("What got in the way?"), lambda: named(content().barriers))
    service = one_of(gettext_lazy("Where was it?"), lambda: named(content().services))
    where = forms.CharField(
        label=gettext_lazy("Which organisation, as it is written there"),
        max_length=MOST_WRITTEN,
        required=False,
        help_text=gettext_lazy("A name of the directory is understood. Anything else is kept for the reader."),
    )
    season = forms.ChoiceField(label=gettext_lazy("About when?"), required=False)
    own_words = words(gettext_lazy("In their own words"))
    would_help = words(gettext_lazy("What would have helped?"))
    helped = words(gettext_lazy("What did help?"))
    uses = ticked(gettext_lazy("What may we do with it?"), uses)
    never = ticked(gettext_lazy("Who must never see it?"), kept_out)
    code = forms.CharField(
        label=gettext_lazy("The code, unless it is crossed out"),
        help_text=gettext_lazy("16 digits. Spaces do not matter."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, seasons, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["season"].choices = [("", _("Nothing is ticked")), *seasons]

    def clean_code(self):
        code = "".join(one for one in self.cleaned_data["code"] if one.isalnum())
        if code and not fits(code):
            raise forms.ValidationError(
                _("These digits do not belong together, so one of them is not as it is on the sheet. A code has 16.")
            )
        return code

    def told(self):
        """Give what the sheet says. What a child ticked about publishing is left out: the sheet says so."""
        said = self.cleaned_data
        found = partners_to_name().filter(name__iexact=said["where"].strip()).first() if said["where"].strip() else None
        return Told(
            key=said["sheet"],
            came_by=CameBy.PAPER,
            under_18=said["under_18"],
            barriers=tuple(said["barriers"]),
            service=said["service"],
            partner=found.pk if found else None,
            season=said["season"],
            words=self.words("" if found else said["where"]),
            uses=self.allowed(),
            only_if_others=ONLY_IF_OTHERS in said["uses"],
            never=tuple(one for one in said["never"] if one != SOMEBODY),
            never_any=SOMEBODY in said["never"],
        )

    def words(self, where):
        said = self.cleaned_data
        parts = {OWN_WORDS: said["own_words"], WHERE: where, WOULD_HELP: said["would_help"], HELPED: said["helped"]}
        return {part: text for part, text in parts.items() if text.strip()}

    def allowed(self):
        chosen = set(self.cleaned_data["uses"])
        if ONLY_IF_OTHERS in chosen:
            chosen = (chosen - {ONLY_IF_OTHERS}) | {Purpose.TELL.value}
        if self.cleaned_data["under_18"] == Under18.YES:
            chosen -= set(NOT_FOR_CHILDREN)
        return tuple(sorted(chosen))
