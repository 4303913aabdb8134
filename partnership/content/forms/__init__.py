"""Forms made from the schemas: nobody who edits words here has to know what a file looks like."""

from partnership.content.forms.answers import answered, deed_of
from partnership.content.forms.naming import with_keys
from partnership.content.forms.questions import Form, Group, Question, Repeat, asked
from partnership.content.forms.small import AddLanguageForm, OwnerForm, RemoveForm, SendBackForm, WhyForm

__all__ = [
    "AddLanguageForm",
    "Form",
    "Group",
    "OwnerForm",
    "Question",
    "RemoveForm",
    "Repeat",
    "SendBackForm",
    "WhyForm",
    "answered",
    "asked",
    "deed_of",
    "with_keys",
]
