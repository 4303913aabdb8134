"""The doors to telling that ask something first: with a helper, and in easy words."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.forms import AskingForm
from partnership.core.pack import in_language
from partnership.listening.forms.telling import OwnWords, content
from partnership.listening.models import CameBy, GroupSize, Purpose, Under18
from partnership.listening.rules.channels import kept_out
from partnership.listening.rules.told import OWN_WORDS, WOULD_HELP

EASY_USES = {
    Purpose.COUNT: _("You can count it."),
    Purpose.LEARN: _("You can learn from it."),
    Purpose.TELL: _("You can tell the place. Take my name out first."),
    Purpose.ANSWER: _("You can put an answer here. I will use my code to read it."),
}


def of_a_group(told):
    """Give a story for each size of a group, with the words for it."""
    return [(label, replace(told, came_by=CameBy.GROUP, group_size=size)) for size, label in GroupSize.choices]


class HelperForm(AskingForm):
    """In which language, and whether nobody where the helper works may ever see it."""

    language = forms.ChoiceField(label=_("The language of the person you help"), widget=forms.RadioSelect)
    keep_out = forms.BooleanField(required=False)

    def __init__(self, languages, partners, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.partners = partners
        said = pack.current().telling
        self.fields["language"].choices = [(key, said[key].name) for key in languages]
        self.fields["language"].initial = languages[0]
        self.fields["keep_out"].label = _("Nobody of %(partners)s may ever see it") % {
            "partners": ", ".join(one.name for one in partners)
        }
        if not partners:
            del self.fields["keep_out"]

    def kept_out(self):
        """Name the organisations that are kept out."""
        return [one.name for one in self.partners] if self.cleaned_data.get("keep_out") else []

    def after(self, told):
        """Give what is told before the first question: how it comes, in which language, and who is kept out."""
        never = kept_out(self.partners) if self.cleaned_data.get("keep_out") else ()
        return replace(told, came_by=CameBy.ASSISTED, language=self.cleaned_data["language"], never_own=never)


class EasyForm(forms.Form):
    """Fewer questions, all on one page, in children's words."""

    under_18 = forms.ChoiceField(
        label=_("Are you under 18?"), choices=Under18.choices, required=False, widget=forms.RadioSelect
    )
    barriers = forms.MultipleChoiceField(
        label=_("What went wrong?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    service = forms.ChoiceField(label=_("Where was it?"), required=False, widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label=_("What can we do with it?"),
        choices=list(EASY_USES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, said, data=None):
        super().__init__(data)
        self.fields["barriers"].choices = [
            (key, in_language(one.children or one.name)) for key, one in content().barriers.items()
        ]
        self.fields["service"].choices = [(key, in_language(one.name)) for key, one in content().services.items()]
        self.fields["own_words"] = OwnWords(said, label=_("Do you want to say more?"))
        self.fields["would_help"] = OwnWords(said, label=_("What would have helped you?"))

    def after(self, told):
        """Give what is told with these answers in it."""
        given = self.cleaned_data
        words = {OWN_WORDS: given["own_words"], WOULD_HELP: given["would_help"]}
        return replace(
            told,
            under_18=given["under_18"],
            barriers=tuple(given["barriers"]),
            service=given["service"],
            uses=tuple(given["uses"]),
            words={part: text for part, text in words.items() if text.strip()},
        )
