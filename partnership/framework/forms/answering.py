from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.framework.models import CODE_LENGTH, LETTERS

PASS, EMPTY = "pass", "empty"


def typed_letters(typed):
    """Give the letters and numbers of what was typed: capitals, spaces and hyphens do not matter."""
    return "".join(one for one in typed.upper() if one.isalnum())


class AnswerForm(forms.Form):
    """One line for each level, and one to pass."""

    level = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose one line. “I pass this one” is a line too."),
            "invalid_choice": gettext_lazy("Choose one of these lines."),
        },
        widget=forms.RadioSelect,
    )

    def __init__(self, question, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].label = question.asks
        self.fields["level"].choices = [
            *((str(one.number), one.text) for one in question.levels),
            (PASS, _("I pass this one.")),
        ]

    def chosen(self):
        """Give the line that was chosen, in words, even if it could not be kept."""
        return dict(self.fields["level"].choices).get(self["level"].value(), "")

    def clean_level(self):
        return level_of(self.cleaned_data["level"])


def level_of(chosen):
    return None if chosen == PASS else int(chosen)


class CodeForm(forms.Form):
    """The code with which somebody goes on."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("12 letters and numbers. Capitals, spaces and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Type the code that you were shown when you began."),
            "max_length": gettext_lazy("That is too long for a code. It has 12 letters and numbers."),
        },
    )

    def clean_code(self):
        code = typed_letters(self.cleaned_data["code"])
        odd = "".join(sorted(set(code) - set(LETTERS)))
        if len(code) != CODE_LENGTH:
            said = _("You typed %(found)s letters and numbers. A code has %(wanted)s.")
            raise forms.ValidationError(said % {"found": len(code), "wanted": CODE_LENGTH})
        if odd:
            raise forms.ValidationError(_("No code has “%(odd)s” in it. Look again at that place.") % {"odd": odd})
        return code


class FindSheetForm(forms.Form):
    """Which seat a sheet of paper belongs to: the end of the address that is printed on it."""

    link = forms.CharField(
        label=gettext_lazy("The end of the address on the sheet"),
        help_text=gettext_lazy("10 letters and numbers. Capitals, spaces and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the end of the address that is printed on the sheet.")},
    )

    def clean_link(self):
        return typed_letters(self.cleaned_data["link"])


class SheetForm(forms.Form):
    """Everything that is ticked on one sheet. Each question says what was found, so that none is left out by a slip."""

    sheet = forms.IntegerField(min_value=1, max_value=2**52, widget=forms.HiddenInput)

    def __init__(self, questions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = [one.key for one in questions]
        for one in questions:
            said = {"number": one.number}
            self.fields[one.key] = forms.ChoiceField(
                label=f"{one.number}. {one.asks}",
                choices=[
                    *((str(level.number), level.text) for level in one.levels),
                    (PASS, _("I would rather not say, or I do not know.")),
                    (EMPTY, _("Nothing is ticked, or more than one line.")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Question %(number)s: say what is ticked on the sheet.") % said},
            )

    def clean(self):
        """A sheet on which nothing is ticked says nothing, and is kept nowhere."""
        given = super().clean()
        if not self.errors and not self.levels():
            self.add_error(None, _("Nothing is ticked on this sheet, so there is nothing to keep."))
        return given

    def levels(self):
        """Give what was ticked; what was left empty is in it no more than on the sheet."""
        chosen = {key: self.cleaned_data[key] for key in self.keys}
        return {key: level_of(one) for key, one in chosen.items() if one != EMPTY}
