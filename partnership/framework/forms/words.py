from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.reading.models import MOST_WRITTEN


class WordsForm(forms.Form):
    """Words of their own, with a look at what could show who somebody is."""

    words = forms.CharField(
        label=_("Your words"),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("There are no words yet. You can also go on without.")},
    )
    anyway = forms.BooleanField(label=_("Send it as it is"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = _("Up to %(most)s letters. Leave out names, also your own.")
        self.fields["words"].help_text = said % {"most": MOST_WRITTEN}

    def clean_words(self):
        words = self.cleaned_data["words"]
        if len(words) > MOST_WRITTEN:
            said = _("This is %(found)s letters long. Up to %(most)s can be read with care.")
            raise forms.ValidationError(said % {"found": len(words), "most": MOST_WRITTEN})
        return words

    def ask_once(self, risks):
        """Ask kindly whether it goes as it is, where something could show who it is; give whether it can go."""
        if risks and not self.cleaned_data["anyway"]:
            self.add_error("anyway", _("Something could show who you are. Change it, or tick this and send it again."))
        return not self.errors
