from django import forms
from django.utils.translation import gettext_lazy as _

BY = [("sector", _("sector")), ("place", _("place"))]
WEIGH = [("", _("each organisation once")), ("yes", _("by how many work there"))]


class PictureForm(forms.Form):
    """Which part of the picture is looked at; what cannot be is left out."""

    year = forms.IntegerField(label=_("Year"), required=False)
    by = forms.ChoiceField(label=_("Groups"), choices=BY, required=False)
    group = forms.CharField(label=_("Of whom"), max_length=40, required=False)
    weigh = forms.ChoiceField(label=_("Counted"), choices=WEIGH, required=False)

    def chosen(self):
        """Give what was chosen and can be."""
        self.is_valid()
        told = self.cleaned_data
        return {
            **{"by": told.get("by") or "sector", "year": told.get("year") or 0, "group": told.get("group", "")},
            **{"weigh": bool(told.get("weigh"))},
        }


class ChoosePictureForm(PictureForm):
    """The same, with what there is to choose from."""

    def __init__(self, page):
        asked = page.asked
        chosen = {"year": asked.year, "by": asked.by, "group": asked.group, "weigh": "yes" if asked.weigh else ""}
        super().__init__(initial=chosen)
        self.fields["year"] = forms.ChoiceField(label=_("Year"), choices=[(one, one) for one in page.years])
        self.fields["group"] = forms.ChoiceField(
            label=_("Of whom"), choices=[(one.key, one.words) for one in page.groups]
        )
