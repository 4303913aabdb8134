from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.framework.rules.plan import Wanted
from partnership.plans.forms import MOST_NAMES, day_field, people_to_ask
from partnership.plans.models import MOST_WORDS, Effort
from partnership.plans.rules import MOST_LETTERS


class OneActionForm(forms.Form):
    """What is asked of each Action."""

    title = forms.CharField(
        label=_("What will be done?"),
        max_length=MOST_LETTERS,
        help_text=_("Change it to something that you can finish, and that a colleague understands."),
        error_messages={"required": _("Say in a few words what will be done")},
    )
    what = forms.CharField(
        label=_("How will you know that it is done?"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ChoiceField(
        label=_("Who looks after it?"),
        required=False,
        help_text=_("A lead can hand it to somebody else at any time."),
        error_messages={"invalid_choice": _("Choose somebody from the list, or nobody yet.")},
    )
    effort = forms.ChoiceField(
        label=_("How much work is it?"), choices=[("", _("Hard to say")), *Effort.choices], required=False
    )
    due_on = day_field(_("Done by"))


class RaiseForm(forms.Form):
    """Several Actions on one page: the same few questions for each standard, already answered as far as we can."""

    def __init__(self, suggestions, person, partner, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggestions = suggestions
        near = list(people_to_ask(person, partner)[: MOST_NAMES + 1])
        self.people = {str(one.pk): one for one in (near if len(near) <= MOST_NAMES else [person])}
        for one in suggestions:
            self._ask(one)

    def _ask(self, one):
        first = {"title": one.action_title, "what": one.next.text if one.next else ""}
        for name, field in OneActionForm.base_fields.items():
            self.fields[f"{one.key}-{name}"] = deepcopy(field)
            self.fields[f"{one.key}-{name}"].initial = first.get(name)
        owners = [(key, person.name) for key, person in self.people.items()]
        self.fields[f"{one.key}-owner"].choices = [("", _("Nobody yet")), *owners]

    @property
    def parts(self):
        """The questions of each standard."""
        return [(one, [self[f"{one.key}-{name}"] for name in OneActionForm.base_fields]) for one in self.suggestions]

    @property
    def wanted(self):
        """What is to be raised."""
        return [self._wanted(one.key) for one in self.suggestions]

    def _wanted(self, key):
        said = {name: self.cleaned_data[f"{key}-{name}"] for name in OneActionForm.base_fields}
        return Wanted(key, **{**said, "owner": self.people.get(said["owner"])})
