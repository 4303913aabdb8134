from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core import pack
from partnership.partners.models import Partner, reach
from partnership.plans.forms import day_field
from partnership.plans.models import MOST_WORDS
from partnership.plans.rules import MOST_LETTERS

PASS = "pass"


class AskedForm(forms.Form):
    """Everything that is asked at one time, on one page. Every question can be passed, and so can each part of the code."""

    sheet = forms.IntegerField(min_value=1, max_value=2**52, widget=forms.HiddenInput)
    wave = forms.CharField(max_length=6, widget=forms.HiddenInput)

    def __init__(self, page, *args, **kwargs):
        super().__init__(*args, initial={"sheet": page.key, "wave": page.wave}, **kwargs)
        self.page = page
        for group in page.groups:
            for one in group.questions:
                self.fields[one.key] = (_several if one.several else _one)(one)
        for part in page.code:
            self.fields[f"code-{part.key}"] = _code(part)
        if page.asks_words:
            self._ask_words()

    def _ask_words(self):
        said = _("Up to %(most)s letters. Leave out names, also your own.") % {"most": self.page.most_letters}
        label = next(one.own_words for one in self.page.groups if one.own_words)
        area = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
        self.fields["words"] = forms.CharField(label=label, required=False, help_text=said, widget=area)
        self.fields["anyway"] = forms.BooleanField(label=_("Send it as it is"), required=False)

    @property
    def parts(self):
        """The questions, group by group."""
        return [(group, [self[one.key] for one in group.questions]) for group in self.page.groups]

    @property
    def code_parts(self):
        """The small questions of the code."""
        return [self[f"code-{part.key}"] for part in self.page.code]

    def clean(self):
        given = super().clean()
        for part in self.page.code:
            self._check_code(part, given.get(f"code-{part.key}", ""))
        words = given.get("words", "")
        if len(words) > self.page.most_letters:
            said = _("This is %(found)s letters long. Up to %(most)s can be read with care.")
            self.add_error("words", said % {"found": len(words), "most": self.page.most_letters})
        if not self.errors and not self.chosen:
            self.add_error(None, _("Nothing is chosen yet. Choose one line, or leave the page: nobody is told."))
        return given

    def _check_code(self, part, typed):
        tidy = "".join(typed.split())
        fits = tidy.isdecimal() if part.digits else tidy.isalpha()
        if tidy and not (fits and len(tidy) == part.letters):
            kind = _("%(count)s digits") if part.digits else _("%(count)s letters")
            said = _("“%(found)s” was found. %(wanted)s would do, or leave it out.")
            wanted = kind % {"count": part.letters}
            self.add_error(f"code-{part.key}", said % {"found": typed, "wanted": wanted})

    @property
    def chosen(self):
        """What was chosen, by question; what was passed is not in it."""
        found = {one.key: self.cleaned_data.get(one.key) for group in self.page.groups for one in group.questions}
        lines = {key: one if isinstance(one, list) else [one] for key, one in found.items() if one and one != PASS}
        return lines

    @property
    def code(self):
        """The parts of the code as they were typed."""
        return [self.cleaned_data.get(f"code-{part.key}", "") for part in self.page.code]

    @property
    def own_words(self):
        """Words of their own."""
        return self.cleaned_data.get("words", "")

    def ask_once(self, risks):
        """Ask kindly whether it goes as it is, where something could show who it is; give whether it can go."""
        if risks and not self.cleaned_data.get("anyway"):
            self.add_error("anyway", _("Something could show who you are. Change it, or tick this and send it again."))
        return not self.errors


def _one(question):
    lines = [(one.key, one.text) for one in question.lines]
    return forms.ChoiceField(
        label=question.ask,
        choices=[*lines, (PASS, _("I pass this one."))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these lines.")},
    )


def _several(question):
    return forms.MultipleChoiceField(
        label=question.ask,
        choices=[(one.key, one.text) for one in question.lines],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among these lines.")},
    )


def _code(part):
    return forms.CharField(
        label=part.ask, required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class RaiseForBarrierForm(forms.Form):
    """What will be done about something that gets in the way, and for whom it is raised."""

    title = forms.CharField(
        label=gettext_lazy("What will be done?"),
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Something that you can finish, and that a colleague understands."),
        error_messages={"required": gettext_lazy("Say in a few words what will be done")},
    )
    what = forms.CharField(
        label=gettext_lazy("More about it"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("For whom?"), error_messages={"invalid_choice": gettext_lazy("Choose one from the list.")}
    )
    due_on = day_field(gettext_lazy("Done by"))

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = reach(person)
        places = [(f"place:{one.code}", pack.in_language(one.name)) for one in pack.current().districts]
        mine = [one for one in places if held.runs_programme or one[0][6:] in held.led_places]
        led = Partner.objects.visible_to(person).filter(pk__in=held.leads).order_by("name")
        self.partners = {f"partner:{one.pk}": one for one in led}
        whole = [("", _("The whole programme"))] if held.runs_programme else []
        self.fields["whose"].choices = [*whole, *mine, *((key, one.name) for key, one in self.partners.items())]
        self.fields["whose"].required = not whole

    @property
    def said(self):
        """What is raised, in the words of the deed."""
        whose, given = self.cleaned_data["whose"], self.cleaned_data
        place = whose.removeprefix("place:") if whose.startswith("place:") else ""
        said = {"what": given["what"], "due_on": given["due_on"]}
        return {**said, "place": place, "partner": self.partners.get(whose)}
