from django import forms

from partnership.core import codes, pack
from partnership.core.pack import in_language
from partnership.listening.models import Better
from partnership.listening.rules import back as rules
from partnership.listening.rules.showing import may_show_who
from partnership.listening.rules.telling import seasons
from partnership.reading.models import MOST_WRITTEN

LONGEST_CODE = 200


class ComeBackForm(forms.Form):
    """Six words or sixteen digits."""

    code = forms.CharField(
        max_length=LONGEST_CODE, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )

    def __init__(self, said, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.said = said
        field = self.fields["code"]
        field.label, field.help_text = said("back.code.label"), said("back.code.hint")
        field.error_messages = {"required": said("back.code.empty"), "max_length": said("back.code.long")}

    def clean_code(self):
        """Only what can be a code at all is worth the slow look; what was found is counted, never judged."""
        code = self.cleaned_data["code"]
        if not codes.looks_like_one(code):
            tidied = codes.tidied(code)
            digits = tidied.isdigit()
            found = len(tidied) if digits else len(tidied.split())
            raise forms.ValidationError(self.said("back.code.digits" if digits else "back.code.words", found=found))
        return code


class AddForm(forms.Form):
    """Something more, in own words."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), strip=False)
    looked = forms.CharField(required=False, widget=forms.HiddenInput)  # they saw what may show who they are

    def __init__(self, said, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.said = said
        field = self.fields["words"]
        field.label, field.help_text = said("back.add.label"), said("back.add.hint")
        field.error_messages = {"required": said("back.add.empty")}

    def clean_words(self):
        # A browser sends each new line as two letters; the person wrote one.
        words = self.cleaned_data["words"].replace("\r\n", "\n")
        if not words.strip():
            raise forms.ValidationError(self.said("back.add.empty"))
        if len(words) > MOST_WRITTEN:
            raise forms.ValidationError(self.said("back.add.long", found=len(words)))
        return words

    def shows(self):
        """Give what in it may show who somebody is, until they have looked at that once and sent it all the same."""
        words = self.cleaned_data.get("words", "") if self.is_bound and self.is_valid() else ""
        return () if self["looked"].value() else may_show_who([words])


class RefuseForm(forms.Form):
    """What should be otherwise, if somebody wants to say it."""

    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}), strip=False)

    def __init__(self, said, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.said = said
        self.fields["words"].label = said("back.refuse.label")

    def clean_words(self):
        words = self.cleaned_data["words"].replace("\r\n", "\n")
        if len(words) > MOST_WRITTEN:
            raise forms.ValidationError(self.said("back.add.long", found=len(words)))
        return words


class CorrectForm(forms.Form):
    """The closed answers, each of which can be left out."""

    barriers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    service = forms.ChoiceField(required=False)
    place = forms.ChoiceField(required=False)
    season = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)

    def __init__(self, said, story, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now, childs = pack.current(), rules.is_childs(story)
        offered = {
            "service": [(key, in_language(one.name)) for key, one in now.listening.services.items()],
            "place": [(one.code, in_language(one.name)) for one in now.districts],
            "stage": [(key, in_language(one.name)) for key, one in now.stages.items()],
            "season": [(one, season_words(said, one)) for one in dict.fromkeys((*seasons(), story.season)) if one],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", said("back.correct.not-said")), *choices]
            self.fields[name].label = said(f"back.correct.{name}")
        self.fields["barriers"].label = said("back.correct.barriers")
        self.fields["barriers"].choices = [
            (key, in_language((childs and one.children) or one.name)) for key, one in now.listening.barriers.items()
        ]

    def corrected(self):
        given = self.cleaned_data
        return rules.Corrected(**{**given, "barriers": tuple(given["barriers"])})


class BetterForm(forms.Form):
    """Better, the same or worse."""

    better = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, said, partner, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["better"]
        field.label = said("back.better.label", partner=partner)
        field.choices = [(one, said(f"back.better.{one}")) for one in Better.values]
        field.error_messages = {"required": said("back.better.empty"), "invalid_choice": said("back.better.empty")}


def season_words(said, season):
    """Say a season in words: 2026-autumn is autumn 2026."""
    year, _dash, part = season.partition("-")
    if not year.isdecimal():
        return said("season.before")
    return said(f"season.{part or 'year'}", year=year)
