"""What a page of telling carries to the next, the code, and the questions about equality."""

import re
from dataclasses import dataclass, field, replace

from django import forms
from django.core.signing import BadSignature, Signer

from partnership.core import codes, pack
from partnership.core.models import random_key
from partnership.core.pack import in_language
from partnership.listening.forms.telling import QUESTIONS, OneLine, content
from partnership.listening.rules.told import Told, read, written

NONE, WORDS, DIGITS, MINE = "none", "words", "digits", "mine"
LOOK_OVER = "look-over"
# Without a clock. It keeps codes ours: nobody sends a code that they made up, which somebody else may have made up too.
LOCK = Signer(salt="partnership.listening.telling")


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with a page: what was told so far, at which question, and what was pressed."""

    told: Told
    step: str = ""
    go: str = "next"
    changes: bool = False  # the question was opened from the list of all, and leads back there
    drafted: bool = False  # it was saved before: whoever tells holds a code already
    purpose: str = "send"  # of a code: to send with, or to save with
    data: dict = field(default_factory=dict)

    @property
    def as_written(self):
        return written(self.told)

    def ahead(self):
        """Give the questions that are asked, in order."""
        return [key for key, one in QUESTIONS.items() if one.is_asked(self.told)]

    def beside(self, by):
        """Give the question that comes so many after this one, or the list of all."""
        asked = self.ahead()
        at = (asked.index(self.step) if self.step in asked else len(asked)) + by
        return asked[max(at, 0)] if at < len(asked) else LOOK_OVER


def begun(language):
    """Give a story with nothing in it but its language and its key."""
    return Carried(Told(language=language if language in pack.current().telling else "en", key=random_key()))


def carried(data, language="en"):
    """Read what a page carried; a page that carried nothing begins.

    Raises
    ------
    Broken
        If it is not as we wrote it.
    """
    told = read(data["told"]) if data.get("told") else begun(language).told
    if told.language not in pack.current().telling:
        told = replace(told, language="en")
    if told.key is None:
        told = replace(told, key=random_key())
    flags = {name: data.get(name) == "1" for name in ("changes", "drafted")}
    purpose = "save" if data.get("purpose") == "save" else "send"
    return Carried(told, data.get("step", ""), data.get("go", "next"), **flags, purpose=purpose, data=data)


def new_code(kind):
    """Give a new code of six words or sixteen digits."""
    return codes.new_digits() if kind == DIGITS else codes.new_words(content().code_words)


def locked(code):
    """Give a code as a page carries it."""
    return LOCK.sign(code)


def given_code(locked_code):
    """Give the code that a page carried; nothing where it is none of ours."""
    try:
        return LOCK.unsign(locked_code)
    except BadSignature:
        return ""


class CodeChoice(forms.Form):
    """With or without a code: each an equal line, none chosen before."""

    def __init__(self, sent, said, data=None):
        super().__init__(data)
        kinds = [NONE, WORDS, DIGITS] if sent.purpose == "send" else [WORDS, DIGITS]
        kinds += [MINE] if sent.drafted else []
        name = "code" if sent.purpose == "send" else "save"
        lines = [(one, said(f"{name}.{one}")) for one in kinds]
        means = {NONE: said("code.none.means")}
        self.fields["kind"] = OneLine(lines, means=means, label=said(f"{name}.title"), help_text=self.hint(said, name))
        self.fields["kind"].required = True
        wrong = said("code.choose")
        self.fields["kind"].error_messages = {"required": wrong, "invalid_choice": wrong}

    @staticmethod
    def hint(said, name):
        days = content().promise.draft_days
        return said("save.hint", days=days) if name == "save" else said("code.hint")


class RetypeForm(forms.Form):
    """The code once more, while it still stands there."""

    typed = forms.CharField(
        required=False, max_length=400, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
    )

    def __init__(self, code, said, data=None):
        super().__init__(data)
        self.code, self.said = code, said
        self.fields["typed"].label = said("keep-code.retype")
        self.fields["typed"].error_messages["max_length"] = said("keep-code.wrong")

    def clean_typed(self):
        typed = self.cleaned_data["typed"]
        if codes.tidied(typed) != codes.tidied(self.code):
            raise forms.ValidationError(self.said("keep-code.wrong"))
        return typed


class OwnCodeForm(forms.Form):
    """The code that somebody was given when they saved."""

    typed = forms.CharField(
        required=False, max_length=400, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
    )

    def __init__(self, said, data=None):
        super().__init__(data)
        self.said = said
        self.fields["typed"].label = said("own-code.label")
        self.fields["typed"].help_text = said("own-code.shape")
        self.fields["typed"].error_messages["max_length"] = said("own-code.shape")

    def clean_typed(self):
        if not codes.looks_like_one(self.cleaned_data["typed"]):
            raise forms.ValidationError(self.said("own-code.shape"))
        return self.cleaned_data["typed"]


class EqualityForm(forms.Form):
    """Questions about equality, each of which can be left out."""

    def __init__(self, said, data=None):
        super().__init__(data)
        for key, one in content().equality.items():
            lines = [(answer, in_language(name)) for answer, name in one.answers.items()]
            self.fields[key] = OneLine(lines, label=in_language(one.text))
            self.fields[key].error_messages["invalid_choice"] = said("odd")

    def answers(self):
        """Give what was answered."""
        return {key: answer for key, answer in self.cleaned_data.items() if answer}


def is_step(go):
    """Give the question that a button leads to, if it leads to one."""
    found = re.fullmatch(r"to:([\w-]+)", go)
    return found[1] if found and found[1] in QUESTIONS else ""
