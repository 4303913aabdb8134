from django import forms
from django.utils.translation import gettext_lazy as _


class ChooseTwoForm(forms.Form):
    """Two that somebody knows to be one, by name or by e-mail address."""

    kept = forms.CharField(
        label=_("The one to keep"),
        max_length=200,
        help_text=_("The name of an organisation, or the e-mail address of a person"),
    )
    gone = forms.CharField(label=_("The one that becomes part of it"), max_length=200)


class MergeForm(forms.Form):
    """Which of the two says it better, field by field."""

    def __init__(self, fields, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in fields:
            if one.differ:
                choices = [("kept", one.kept or _("nothing")), ("gone", one.gone)]
                self.fields[one.name] = forms.ChoiceField(
                    label=one.label.capitalize(),
                    choices=choices,
                    widget=forms.RadioSelect,
                    initial="kept" if one.kept else "gone",
                )

    @property
    def chosen(self):
        return {name for name, whose in self.cleaned_data.items() if whose == "gone"}
