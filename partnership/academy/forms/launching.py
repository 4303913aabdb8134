from django import forms
from django.utils.translation import gettext_lazy


class LaunchForm(forms.Form):
    """What the other learning system may know; nothing, unless somebody says so."""

    name = forms.BooleanField(label=gettext_lazy("Tell them my name"), required=False)
    email = forms.BooleanField(label=gettext_lazy("Tell them my e-mail address"), required=False)
