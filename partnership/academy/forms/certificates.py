from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CheckForm(forms.Form):
    """A code, or the file itself."""

    code = forms.CharField(
        label=gettext_lazy("The code on the certificate"),
        help_text=gettext_lazy("Ten letters and numbers, such as K7QW2-M4XRD."),
        max_length=100,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or the certificate itself"),
        help_text=gettext_lazy("The PDF as it was given. We look at it once, and do not keep it."),
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args, sent=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = sent  # how many bytes came in all

    def clean(self):
        """One of the two; and a file that memory did not take was larger than anything that we gave out."""
        told = super().clean()
        if self.sent > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.add_error("file", _("That file is larger than any certificate of ours. Choose another one."))
        elif not told.get("code") and not told.get("file") and not self.errors:
            self.add_error("code", _("Type the code, or choose the file."))
        return told


class RevokeForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy("One sentence. Whoever checks the certificate reads it, so name nobody in it."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why in a sentence")},
    )
