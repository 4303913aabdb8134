from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.pack import in_language


def _sectors():
    return [("", _("any")), *((key, in_language(words)) for key, words in pack.current().sectors.items())]


def _places():
    return [("", _("any")), *((area.code, in_language(area.name)) for area in pack.current().districts)]


class DirectoryForm(forms.Form):
    """How the directory is filtered; in the order in which people ask."""

    text = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    place = forms.ChoiceField(label=_("Place"), choices=_places, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=_sectors, required=False)
    signed = forms.ChoiceField(
        label=_("Charter"), choices=[("", _("any")), ("yes", _("signed")), ("no", _("not signed"))], required=False
    )

    def chosen(self):
        """Give what was chosen; a value that is none of the choices is no filter."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self):
        """Say what was chosen, under the words that the page has for it."""
        chosen = self.chosen()
        return {
            str(field.label): str(dict(getattr(field, "choices", ())).get(chosen[name], chosen[name]))
            for name, field in self.fields.items()
            if name in chosen
        }
