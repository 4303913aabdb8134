from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.models import PageReport


class AskingForm(forms.Form):
    """A form that says in words which question has no answer yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("“%(question)s” needs an answer") % {"question": field.label}


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
