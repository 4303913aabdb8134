from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 20_000  # letters of a credential: four times what ours have


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

    credential = forms.CharField(
        label=gettext_lazy("Or the text of a credential"),
        help_text=gettext_lazy("All of it, from the first bracket to the last. A file of it can be chosen above."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": gettext_lazy("That is longer than any credential of ours.")},
    )

    def __init__(self, *args, sent=0, credentials=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = sent  # how many bytes came in all
        if credentials:
            self.fields["file"].help_text = _("The PDF or the credential, as it was given. We look at it once.")
        else:
            del self.fields["credential"]

    def clean(self):
        """One of the two; and a file that memory did not take was larger than anything that we gave out."""
        told = super().clean()
        if self.sent > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.add_error("file", _("That file is larger than any certificate of ours. Choose another one."))
        elif not any(told.get(name) for name in self.fields) and not self.errors:
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


class TakeForm(forms.Form):
    """Whether a credential says whose it is."""

    says = forms.ChoiceField(
        label=gettext_lazy("Should it say that it is yours?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what it should say. You can take the other one later as well.")
        },
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        taken = {one.with_address for one in page.taken}
        ways = [
            (False, "nothing", _("No. It says what was completed, and nothing about me")),
            (True, "address", _("Yes, to whoever knows my e-mail address already")),
        ]
        free = [(key, words) for with_address, key, words in ways if with_address not in taken]
        self.fields["says"].choices = [one for one in free if page.address or one[0] != "address"]
