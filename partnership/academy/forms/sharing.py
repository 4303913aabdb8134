from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.academy.rules.statements import NotStatements, rows_of
from partnership.core.forms import AskingForm
from partnership.partners.forms.spreadsheets import MOST_BYTES, check_size


class BeginSharingForm(AskingForm):
    """With whom, and that somebody has read what it means."""

    with_whom = forms.CharField(
        label=_("With whom?"),
        help_text=_("The organisation that runs the learning record store. Everybody reads its name."),
        max_length=200,
    )
    understood = forms.BooleanField(
        label=_("I have read what is shared. We have agreed with them in writing what they may do with it."),
        error_messages={"required": _("Tick this once it is so")},
    )


class StatementsForm(AskingForm):
    """Statements of another system, in a file."""

    file = forms.FileField(
        label=_("The statements"),
        help_text=_("JSON: a list, or one statement to a line"),
        max_length=200,
        error_messages={
            "required": _("Choose a file"),
            "empty": _("This file is empty. A list of statements would do."),
        },
    )
    taught_by = forms.CharField(
        label=_("Who taught it?"), help_text=_("An organisation, not a person."), max_length=200
    )

    def clean_file(self):
        """Read it; what is wrong with it is said beside the field."""
        file = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        check_size(content)
        try:
            self.rows = rows_of(content.decode("utf-8-sig"))
        except (NotStatements, UnicodeDecodeError) as wrong:
            said = (
                str(wrong) if isinstance(wrong, NotStatements) else _("This is no text in UTF-8. A JSON file would do.")
            )
            raise ValidationError(said) from None
        return file
