from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.models import NoticeChoice, PageReport, SavedFilter
from partnership.core.notices import CATEGORIES
from partnership.core.revisions import Changed


class AskingForm(forms.Form):
    """A form that says in words which question has no answer yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("“%(question)s” needs an answer") % {"question": field.label}


class RevisionForm(AskingForm):
    """A form that remembers which state of the thing it was opened with."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def saved(self, deed):
        """Do the deed; where somebody else saved first, keep what was typed and say what stands there now."""
        try:
            deed()
        except Changed as changed:
            self.add_error(None, changed.sentence)
            for name in filter(self.fields.__contains__, changed.fields):
                now = {"now": getattr(changed.now, name) or _("nothing")}
                self.add_error(name, _("It now says: “%(now)s”. Send again to put yours in its place.") % now)
            self.data = {**self.data.dict(), "revision": changed.now.revision}
            return False
        return True


class ReportPageForm(forms.Form):
    """Three kinds and no free text: nobody has to tell us what happened to them."""

    kind = forms.ChoiceField(
        choices=PageReport.Kind.choices,
        error_messages={
            "required": _("Choose what is wrong"),
            "invalid_choice": _("Choose one of the three"),
        },
    )
    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def clean_page(self):
        """Keep the path alone: what follows a `?` may hold a postcode."""
        return urlsplit(self.cleaned_data["page"]).path or "/"


class KeepFilterForm(forms.ModelForm):
    """A name for a list as it is filtered now."""

    class Meta:
        model = SavedFilter
        fields = ["name", "page", "query"]
        labels = {"name": _("Keep this filter as")}
        error_messages = {
            "name": {
                "required": _("Give it a name, such as: housing in my place"),
                "max_length": _("Use a shorter name"),
            }
        }
        widgets = {"page": forms.HiddenInput, "query": forms.HiddenInput}


class LettersForm(forms.Form):
    """How somebody wants to hear of each category."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for category, name in CATEGORIES.items():
            self.fields[category] = forms.ChoiceField(label=name, choices=NoticeChoice.How.choices)
