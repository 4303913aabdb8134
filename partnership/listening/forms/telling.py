"""The questions of telling, one on a page; each can be passed, and none forgets what was typed.

Nothing is remembered between two pages but what the page itself carries. So a form is made of what was told so far, gives
what it is after an answer, and can say in words what was chosen.
"""

from dataclasses import replace

from django import forms

from partnership.core import pack
from partnership.core.pack import in_language
from partnership.listening.models import Kept, Purpose, Under18
from partnership.listening.rules import telling as rules
from partnership.listening.rules.told import HELPED, OWN_WORDS, WHERE, WOULD_HELP, kept_from
from partnership.reading.models import MOST_WRITTEN

MOST_LISTED = 60  # organisations to choose from before somebody types a part of the name
NOW, LATER = "now", "later"


def content():
    """Give what this pack asks where people are heard."""
    return pack.current().listening


class Lines(forms.MultipleChoiceField):
    """Several lines to tick, perhaps folded away, each perhaps with what it means."""

    def __init__(self, choices, *, means=None, folded=False, **more):
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **more)
        self.means, self.folded = means or {}, folded


class OneLine(forms.ChoiceField):
    """One line to choose, perhaps with what it means."""

    def __init__(self, choices, *, means=None, **more):
        super().__init__(choices=choices, required=False, widget=forms.RadioSelect, **more)
        self.means = means or {}


class OwnWords(forms.CharField):
    """Words in a box. A line break is one letter, however a browser sends it."""

    def __init__(self, said, **more):
        super().__init__(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8}), **more)
        self.said = said
        self.help_text = said("words.hint", most=f"{MOST_WRITTEN:,}")

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\0", "")

    def validate(self, value):
        if len(value) > MOST_WRITTEN:
            said = self.said("too-long", count=f"{len(value):,}", most=f"{MOST_WRITTEN:,}")
            raise forms.ValidationError(said)


class Question(forms.Form):
    """One question. `key` is its name in our words and in the page."""

    key = ""

    def __init__(self, told, said, data=None):
        self.told, self.said = told, said
        super().__init__(data, initial=self.so_far())
        self.ask()
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = field.error_messages["invalid_list"] = said("odd")

    @classmethod
    def is_asked(cls, told):
        """Whether it is asked at all, after what was told so far."""
        return True

    @property
    def title(self):
        return self.said(f"{self.key}.title")

    @property
    def hint(self):
        """Give what stands under the question, if anything does."""
        said = self.said(f"{self.key}.hint")
        return "" if said == f"{self.key}.hint" else said

    def so_far(self):
        """Give what was answered before."""
        raise NotImplementedError

    def ask(self):
        """Make the fields."""
        raise NotImplementedError

    def after(self):
        """Give what is told with this answer in it."""
        raise NotImplementedError

    def passed(self):
        """Give what is told without any answer to this."""
        raise NotImplementedError

    def chosen(self):
        """Say in words what was answered before: nothing, where it was passed."""
        return tuple(words for name, field in self.fields.items() for words in self._chosen(name, field))

    def _chosen(self, name, field):
        value = self.initial.get(name)
        if isinstance(field, forms.ChoiceField):
            wanted = value if isinstance(value, list | tuple) else [value]
            return [text for key, text in field.choices if key in wanted and key]
        if isinstance(field, forms.BooleanField):
            return [field.label] if value else []
        return [value] if value and name != "search" else []


class ChooseOne(Question):
    """One line of some: the field of what is told has the name `about`."""

    about = ""

    def so_far(self):
        return {"choice": getattr(self.told, self.about)}

    def ask(self):
        self.fields["choice"] = OneLine(self.lines(), label=self.title, help_text=self.hint)

    def lines(self):
        raise NotImplementedError

    def after(self):
        return replace(self.told, **{self.about: self.cleaned_data["choice"]})

    def passed(self):
        return replace(self.told, **{self.about: ""})


class Under18Question(ChooseOne):
    key, about = "under-18", "under_18"

    def lines(self):
        return [(one, self.said(f"under-18.{one}")) for one in Under18.values]

    def after(self):
        told = super().after()
        if told.under_18 == Under18.YES:
            return replace(told, uses=tuple(one for one in told.uses if one not in rules.NOT_FOR_CHILDREN))
        return told


class BarriersQuestion(Question):
    key = "barriers"

    def so_far(self):
        return {"barriers": list(self.told.barriers)}

    def ask(self):
        barriers, child = content().barriers, self.told.under_18 == Under18.YES
        lines = [
            (key, in_language(one.children if child and one.children else one.name)) for key, one in barriers.items()
        ]
        means = {} if child else {key: in_language(one.about) for key, one in barriers.items()}
        self.fields["barriers"] = Lines(lines, means=means, label=self.title, help_text=self.said("barriers.hint"))

    def after(self):
        return replace(self.told, barriers=tuple(self.cleaned_data["barriers"]))

    def passed(self):
        return replace(self.told, barriers=())


class WordsQuestion(Question):
    """One box for own words."""

    def so_far(self):
        return {"words": self.told.words.get(self.key, "")}

    def ask(self):
        self.fields["words"] = OwnWords(self.said, label=self.title)

    def after(self):
        return replace(self.told, words={**self.told.words, self.key: self.cleaned_data["words"]})

    def passed(self):
        return replace(self.told, words={part: one for part, one in self.told.words.items() if part != self.key})


class OwnWordsQuestion(WordsQuestion):
    key = OWN_WORDS


class WouldHelpQuestion(WordsQuestion):
    key = WOULD_HELP


class HelpedQuestion(WordsQuestion):
    key = HELPED

    def ask(self):
        super().ask()
        self.fields["words"].help_text = f"{self.said('helped.hint')} {self.fields['words'].help_text}"


class ServiceQuestion(ChooseOne):
    key = about = "service"

    def lines(self):
        return [(key, in_language(one.name)) for key, one in content().services.items()]


class PartnerLines:
    """What two questions share: organisations to choose from, and part of a name to look for where there are many."""

    @property
    def looks_for(self):
        """Give what somebody typed to look for."""
        return (self.data.get("search") or "").replace("\0", "").strip()[:100]

    def add_partner(self, label, none, partners):
        self.many = partners.count() > MOST_LISTED
        found = partners.filter(name__icontains=self.looks_for) if self.looks_for else partners
        shown = list(found.order_by("name").values_list("pk", "name")[:MOST_LISTED])
        chosen = self.initial.get("partner")
        if chosen and chosen not in {str(pk) for pk, _name in shown}:
            shown += rules.partners_to_name().filter(pk=chosen).values_list("pk", "name")
        lines = [("", none), *((str(pk), name) for pk, name in shown)]
        self.fields["partner"] = forms.ChoiceField(choices=lines, required=False, label=label)
        if self.many:
            self.fields["search"] = forms.CharField(required=False, label=self.said("which.search"))
        if self.looks_for and not found.exists():
            self.fields["partner"].help_text = self.said("which.found-none", typed=self.looks_for)

    def clean_partner(self):
        return self.cleaned_data["partner"] or None


class WhichQuestion(PartnerLines, Question):
    key = "which"

    def so_far(self):
        return {"partner": str(self.told.partner or ""), "where": self.told.words.get(WHERE, "")}

    def ask(self):
        partners, kind = rules.partners_to_name(), content().services.get(self.told.service)
        if kind is not None:
            partners = partners.filter(sector=kind.sector)
        self.add_partner(self.said("which.partner"), self.said("which.none"), partners)
        self.fields["where"] = OwnWords(self.said, label=self.said("which.where"))
        self.fields["where"].widget.attrs["rows"] = 2

    def after(self):
        partner = self.cleaned_data["partner"]
        words = {**self.told.words, WHERE: self.cleaned_data["where"]}
        return replace(self.told, partner=int(partner) if partner else None, words=words)

    def passed(self):
        words = {part: one for part, one in self.told.words.items() if part != WHERE}
        return replace(self.told, partner=None, words=words)


class PlaceQuestion(ChooseOne):
    key = about = "place"

    def lines(self):
        return [(one.code, in_language(one.name)) for one in pack.current().districts]


class StageQuestion(ChooseOne):
    key = about = "stage"

    def lines(self):
        return [(key, in_language(one.name)) for key, one in pack.current().stages.items() if one.from_age is not None]


class SeasonQuestion(ChooseOne):
    key = about = "season"

    def lines(self):
        return [(one, self._called(one)) for one in rules.seasons()]

    def _called(self, season):
        year, _dash, part = season.partition("-")
        if season == rules.BEFORE:
            return self.said("season.before")
        return self.said(f"season.{part}" if part else "season.year", year=year)


class UsesQuestion(Question):
    key = "uses"

    def so_far(self):
        return {"uses": list(self.told.uses)}

    def ask(self):
        promise, child = content().promise, self.told.under_18 == Under18.YES
        uses = [one for one in Purpose.values if not (child and one in rules.NOT_FOR_CHILDREN)]
        given = {"from": promise.counted_from, "days": promise.answer_within}
        means = {one: self.said(f"uses.{one}.means", **given) for one in uses}
        lines = [(one, self.said(f"uses.{one}")) for one in uses]
        self.fields["uses"] = Lines(lines, means=means, label=self.title, help_text=self.said("uses.hint"))

    def after(self):
        uses = tuple(self.cleaned_data["uses"])
        return replace(self.told, uses=uses, only_if_others=self.told.only_if_others and Purpose.TELL in uses)

    def passed(self):
        return replace(self.told, uses=(), only_if_others=False)


class OthersQuestion(Question):
    key = "others"

    @classmethod
    def is_asked(cls, told):
        return Purpose.TELL in told.uses

    def so_far(self):
        return {"when": LATER if self.told.only_if_others else ""}

    def ask(self):
        lines = [(NOW, self.said("others.now")), (LATER, self.said("others.later", count=content().promise.others))]
        self.fields["when"] = OneLine(lines, label=self.title, help_text=self.said("others.hint"))

    def after(self):
        return replace(self.told, only_if_others=self.cleaned_data["when"] == LATER)

    def passed(self):
        return replace(self.told, only_if_others=False)


class NeverQuestion(PartnerLines, Question):
    key = "never"

    def so_far(self):
        partner = next((one.partition(":")[2] for one in self.told.never if one.startswith("partner:")), "")
        return {
            "police": Kept.POLICE in self.told.never,
            "partner": partner,
            "sectors": [one for one in self.told.never if one.startswith("service:")],
            "jobs": [one for one in self.told.never if one.startswith("role:")],
            "anybody": self.told.never_any,
        }

    def ask(self):
        said = self.said
        sectors = [(kept_from(Kept.SERVICE, key), in_language(name)) for key, name in pack.current().sectors.items()]
        jobs = [(kept_from(Kept.ROLE, key), in_language(name)) for key, name in content().jobs.items()]
        self.fields["police"] = forms.BooleanField(required=False, label=said("never.police"))
        self.add_partner(said("never.partner"), said("never.nobody"), rules.partners_to_name())
        self.fields["sectors"] = Lines(sectors, folded=True, label=said("never.sectors"))
        self.fields["jobs"] = Lines(jobs, folded=True, label=said("never.jobs"))
        self.fields["anybody"] = forms.BooleanField(
            required=False, label=said("never.anybody"), help_text=said("never.anybody.means")
        )

    def after(self):
        given = self.cleaned_data
        never = [Kept.POLICE.value] if given["police"] else []
        never += [kept_from(Kept.PARTNER, given["partner"])] if given["partner"] else []
        return replace(self.told, never=(*never, *given["sectors"], *given["jobs"]), never_any=given["anybody"])

    def passed(self):
        return replace(self.told, never=(), never_any=False)


QUESTIONS = {
    one.key: one
    for one in (
        *(Under18Question, BarriersQuestion, OwnWordsQuestion, ServiceQuestion, WhichQuestion, PlaceQuestion),
        *(
            StageQuestion,
            SeasonQuestion,
            WouldHelpQuestion,
            HelpedQuestion,
            UsesQuestion,
            OthersQuestion,
            NeverQuestion,
        ),
    )
}
