from urllib.parse import urlsplit

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import allowed
from partnership.partners.models import Kind, Membership, Partner, Role, reach
from partnership.plans import rules
from partnership.plans.models import (
    MOST_WORDS,
    PROGRESS,
    Action,
    Calendar,
    Effort,
    Evidence,
    Note,
    Prevention,
    ShownTo,
    Tie,
    places_led,
)

MOST_NAMES = 100  # more than that is no list to choose from: then the name is typed
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
KINDS = [
    (Prevention.PREVENTION, _("Prevention: before anybody is hurt")),
    (Prevention.EARLY_HELP, _("Early help: when the first signs are there")),
    (Prevention.RESPONSE, _("Response: while it happens, and right after")),
    (Prevention.RECOVERY, _("Recovery: afterwards, for as long as it takes")),
    ("", _("Hard to say")),
]


def day_field(label, hint=""):
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("That is not a day we know. 31/12/2026 would do.")},
    )


def people_to_ask(person, partner):
    """Give the people whom this person may know and could ask to look after something."""
    belonging = Membership.objects.visible_to(person).current()
    held = Role.objects.visible_to(person).current().exclude(kind=Kind.LIVED_EXPERIENCE)
    held, belonging = (held, belonging.of(partner)) if partner else (held.filter(partner__isnull=True), belonging)
    held = held.filter(partner=partner) if partner else held
    near = Q(pk=person.pk) | Q(pk__in=belonging.values("person")) | Q(pk__in=held.values("person"))
    return Person.objects.filter(near, is_active=True).order_by("name", "pk")


def known_ties():
    """Give what anybody may say that an Action serves: clauses of the charter, and published measures."""
    content = pack.current()
    clauses = {
        one.urn: Tie(one.urn, pack.in_language(one.title), f"/charter/#{one.key}")
        for one in (content.charter.clauses if content.charter else ())
    }
    measures = {
        urn: Tie(urn, pack.in_language(one.title), f"/indicators/{one.slug}/")
        for one in content.indicators.values()
        for urn in [f"urn:heartwood:indicator:{content.key}:{one.slug}"]
    }
    return clauses, measures


class ActionForm(forms.Form):
    """What will be done, by whom, by when, and what it serves."""

    title = forms.CharField(
        label=_("What will be done?"),
        max_length=rules.MOST_LETTERS,
        help_text=_("A few words that a colleague understands: “Ask every new starter what would help”."),
        error_messages={"required": _("Say in a few words what will be done")},
    )
    what = forms.CharField(
        label=_("More about it"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How you will know that it is done. Nothing about anybody's own life."),
    )
    owner = forms.CharField(label=_("Who looks after it?"), required=False)
    due_on = day_field(_("Done by"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    effort = forms.ChoiceField(label=_("How much work is it?"), required=False)
    progress = forms.TypedChoiceField(label=_("How far is it?"), coerce=int, choices=PROGRESS)
    kind = forms.ChoiceField(label=_("When does it help?"), required=False, choices=KINDS, widget=forms.RadioSelect)
    clauses = forms.MultipleChoiceField(
        label=_("Which clauses of the charter does it serve?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    measure = forms.ChoiceField(label=_("Which published measure should it move?"), required=False)
    shown_to = forms.ChoiceField(
        label=_("Who else sees it?"),
        choices=ShownTo.choices,
        initial=ShownTo.OWN,
        help_text=_("People of the partner, the lead of its place and the programme team see it always."),
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, person, partner=None, action=None, **more):
        super().__init__(*args, **more)
        self.person, self.partner, self.action = person, action.partner if action else partner, action
        self.clauses, self.measures = known_ties()
        self._fill_choices()
        self._ask_for_an_owner()
        if action is None:
            del self.fields["progress"], self.fields["revision"]
        if not self.clauses:
            del self.fields["clauses"]

    def _fill_choices(self):
        everywhere = _("Wherever the partner works") if self.partner else _("Everywhere")
        districts = [(area.code, pack.in_language(area.name)) for area in pack.current().districts]
        self.fields["place"].choices = [("", everywhere), *districts]
        self.fields["effort"].choices = [("", _("Hard to say")), *Effort.choices]
        self.fields["clauses"].choices = [(tie.urn, tie.label) for tie in self.clauses.values()]
        self.fields["measure"].choices = [("", _("None")), *((tie.urn, tie.label) for tie in self.measures.values())]
        place = self.action.place if self.action else ""
        if not allowed(rules.check_can_show_action, self.person, self.partner, place, ShownTo.ANYONE):
            kept = self.action.shown_to if self.action else ""
            self.fields["shown_to"].choices = [
                one for one in ShownTo.choices if one[0] in (ShownTo.OWN, ShownTo.MEMBERS, kept)
            ]

    def _ask_for_an_owner(self):
        """Offer a list where it is short, else ask for a name."""
        names = list(people_to_ask(self.person, self.partner).values_list("pk", "name")[: MOST_NAMES + 1])
        self.offers_names = len(names) <= MOST_NAMES
        now = self.action.owner if self.action else None
        if self.offers_names:
            others = [] if now is None or now.pk in dict(names) else [(now.pk, str(now))]
            self.fields["owner"] = forms.ChoiceField(
                label=self.fields["owner"].label,
                required=False,
                choices=[("", _("Nobody yet")), *names, *others],
                initial=self.person.pk,
            )
            self.order_fields(["title", "what", "owner"])
        else:
            self.fields["owner"].help_text = _("Their name or e-mail address. Leave it empty if nobody does yet.")
            self.fields["owner"].initial = self.person.name

    def clean_owner(self):
        typed = self.cleaned_data["owner"].strip()
        now = self.action.owner if self.action else None
        if not typed:
            return None
        if now and typed in (str(now), str(now.pk)):
            return now
        return self._person_called(typed)

    def _person_called(self, typed):
        near = people_to_ask(self.person, self.partner)
        called = Q(pk=typed) if self.offers_names else Q(name__iexact=typed) | Q(email__iexact=typed)
        found = list(near.filter(called)[:2])
        if len(found) == 2 and self.person in found:
            return self.person
        if len(found) == 2:
            raise forms.ValidationError(_t("Two people go by that name. Type the e-mail address of the one you mean."))
        if not found:
            raise forms.ValidationError(_t("We could not find anybody of that name among the people you work with."))
        return found[0]

    @property
    def changes(self):
        """What the form says, as the action takes it."""
        names = ("title", "what", "owner", "place", "due_on", "effort", "progress", "kind", "shown_to")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def ties(self):
        """What it serves, of what could be chosen here."""
        known = {**self.clauses, **self.measures}
        chosen = [*self.cleaned_data.get("clauses", []), self.cleaned_data["measure"]]
        return [known[urn] for urn in chosen if urn]

    @property
    def among(self):
        """Everything that could be chosen here."""
        return [*self.clauses, *self.measures]

    @classmethod
    def what_it_says(cls, action):
        """What the form begins with when an Action is changed."""
        urns = [one.urn for one in action.purposes.all()]
        clauses, measures = known_ties()
        said = {name: getattr(action, name) for name in ("title", "what", "due_on", "place", "effort", "progress")}
        return {
            **said,
            **{name: getattr(action, name) for name in ("kind", "shown_to", "revision")},
            "owner": action.owner_id or "",
            "clauses": [urn for urn in urns if urn in clauses],
            "measure": next((urn for urn in urns if urn in measures), ""),
        }


def partners_to_raise_for(person):
    """Give the partners that this person may raise something for."""
    held = reach(person)
    if held.runs_programme:
        return Partner.objects.visible_to(person).exclude(state="left")
    there = Q(pk__in=held.partners) | Q(places__place__in=places_led(person))
    return Partner.objects.visible_to(person).exclude(state="left").filter(there).distinct()


class WhoseForm(forms.Form):
    """For which partner something is raised: asked first, because it decides who can look after it."""

    partner = forms.ChoiceField(label=_("For whom is it?"), required=False)

    def __init__(self, *args, person, **more):
        super().__init__(*args, **more)
        held = reach(person)
        none = [("programme", _("The programme or a place, and no partner"))]
        partners = list(partners_to_raise_for(person).values_list("slug", "name"))
        self.fields["partner"].choices = (none if held.runs_programme or places_led(person) else []) + partners


class MoveForm(forms.Form):
    """One step, and why where that matters."""

    step = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("In a few words: why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the Action as a note."),
    )

    def clean(self):
        if self.cleaned_data.get("step") == "dropped" and not self.cleaned_data.get("why", "").strip():
            self.add_error("why", _("Say why it is dropped, so that nobody has to guess later"))
        return self.cleaned_data


class NoteForm(forms.ModelForm):
    """How it goes."""

    class Meta:
        model = Note
        fields = ["words"]
        labels = {"words": _("How does it go?")}
        help_texts = {
            "words": _("It stays as it is: nobody edits it or takes it away. Nothing about anybody's own life.")
        }
        error_messages = {"words": {"required": _("Write something, or go back")}}
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}


class EvidenceForm(forms.ModelForm):
    """What shows that it was done."""

    link = forms.URLField(
        label=_("Where can it be read?"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("That is not an address we know. https://example.org/report would do.")},
    )
    expires_on = day_field(_("Good until"), _("When should somebody look again? We remind you two months before."))

    class Meta:
        model = Evidence
        fields = ["words", "link", "expires_on"]
        labels = {"words": _("What does it show?")}
        error_messages = {"words": {"required": _("Say what it shows")}}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and urlsplit(link).scheme not in ("http", "https"):
            raise forms.ValidationError(_t("An address that begins with https:// would do."))
        return link


class WaitForForm(forms.Form):
    """Another Action that has to be done first."""

    other = forms.ModelChoiceField(Action.objects.none(), error_messages={"required": _("Choose what it waits for")})

    def __init__(self, *args, person, **more):
        super().__init__(*args, **more)
        self.fields["other"].queryset = Action.objects.seen_whole_by(person)


class CalendarForm(forms.ModelForm):
    """How much the calendar says."""

    class Meta:
        model = Calendar
        fields = ["neutral", "whole_partner"]
        labels = {
            "neutral": _("Say only that something is due, not what"),
            "whole_partner": _("With everybody's Actions in the partners that I lead"),
        }
