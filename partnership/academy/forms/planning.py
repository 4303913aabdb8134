from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.academy.models import Because, HeldFor, Session, Task
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.forms import AskingForm, RevisionForm
from partnership.core.pack import in_language
from partnership.partners.forms.seen import day_field
from partnership.partners.models import Partner

HOURS = ["%H:%M", "%H.%M", "%H"]
ROOM, ONLINE = "room", "online"


def letters(name):
    return Session._meta.get_field(name).max_length


def courses():
    academy = pack.current().academy
    taught = academy.courses.values() if academy else ()
    return [("", _("No course: an event")), *((one.key, in_language(one.title)) for one in taught)]


def districts():
    return [("", _("For everybody, wherever they are")), *sectors_of(pack.current().districts)]


def sectors_of(areas):
    return [(area.code, in_language(area.name)) for area in areas]


def clock_field(label):
    return forms.TimeField(
        label=label,
        input_formats=HOURS,
        help_text=_("Such as 9:30 or 14:00"),
        error_messages={"invalid": _("That is not a time we know. 14:00 would do.")},
    )


class When(AskingForm):
    """One part: a day, from when until when."""

    day = day_field(_("Day"))
    starts = clock_field(_("From"))
    ends = clock_field(_("Until"))

    def clean(self):
        told = super().clean()
        if told.get("starts") and told.get("ends") and told["ends"] <= told["starts"]:
            self.add_error("ends", _("It has to end after it begins. A part ends on the day on which it begins."))
        return told

    @property
    def stretch(self):
        """When it begins and ends, where the partnership is."""
        told = self.cleaned_data
        return tuple(timezone.make_aware(datetime.combine(told["day"], told[name])) for name in ("starts", "ends"))


class SessionForm(RevisionForm):
    """What a session says of itself."""

    title = forms.CharField(
        label=_("Title of the event"),
        max_length=letters("title"),
        required=False,
        help_text=_("Only for an event without a course. Words that anybody may read over a shoulder."),
    )
    about = forms.CharField(
        label=_("More about it"),
        max_length=letters("about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A course has words of its own. Say only what is special about this time."),
    )
    place = forms.ChoiceField(label=_("District"), choices=districts, required=False)
    how = forms.ChoiceField(
        label=_("Where is it?"),
        choices=[(ROOM, _("In a room")), (ONLINE, _("Online"))],
        widget=forms.RadioSelect,
        initial=ROOM,
    )
    venue = forms.CharField(
        label=_("Building and street, as everybody may read it"),
        max_length=letters("venue"),
        required=False,
        help_text=_("Needed for a room."),
    )
    access = forms.CharField(
        label=_("How to get in, and what is there"),
        max_length=letters("access"),
        required=False,
        help_text=_("Steps, lift, hearing loop, parking, buses, somewhere to pray, somewhere quiet."),
    )
    room = forms.CharField(
        label=_("Which room, and how to find it"),
        max_length=300,
        required=False,
        help_text=_("Only those who have a place read this."),
    )
    link = forms.URLField(
        label=_("Link to join online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only those who have a place read this. Needed for an online session, before it is announced."),
        error_messages={"invalid": _("That is not an address we know. https://… would do.")},
    )
    capacity = forms.IntegerField(
        label=_("How many places"),
        min_value=1,
        max_value=1000,
        error_messages={"invalid": _("A whole number, such as 16.")},
    )
    only_for = forms.CharField(
        label=_("Only for one organisation"),
        max_length=200,
        required=False,
        help_text=_("Its name here. Leave it empty, and anybody can come."),
    )
    cost_pounds = forms.DecimalField(
        label=_("What it costs, in pounds"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=_("Room, people, food. Only whoever runs the programme sees it."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_only_for(self):
        """Find the organisation by its name, among those that this person may see."""
        name = " ".join(self.cleaned_data["only_for"].split())
        if not name:
            return None
        found = Partner.objects.visible_to(self.by).filter(name__iexact=name)[:2]
        if len(found) != 1:
            raise forms.ValidationError(
                _("We know no organisation of this name. Write it as the directory has it, or leave it empty.")
            )
        return found[0]

    @property
    def said(self):
        """What a session keeps."""
        names = ("title", "about", "place", "venue", "access", "capacity", "only_for", "cost_pounds")
        return {**{name: self.cleaned_data[name] for name in names}, "online": self.cleaned_data["how"] == ONLINE}

    @property
    def joining(self):
        """What only those who come read."""
        return {name: self.cleaned_data[name] for name in ("room", "link")}


class PlanForm(SessionForm, When):
    """A new session, with its first part."""

    course = forms.ChoiceField(label=_("Course"), choices=courses, required=False)
    field_order = (
        "course",
        "title",
        "day",
        "starts",
        "ends",
        "place",
        "how",
        "venue",
        "access",
        "room",
        "link",
        "capacity",
    )

    def clean(self):
        told = super().clean()
        if not told.get("course") and not told.get("title"):
            self.add_error("title", _("Choose a course, or give the event a title."))
        return told

    @property
    def said(self):
        """What a session keeps."""
        return {**super().said, "course": self.cleaned_data["course"]}


class ChangePlannedForm(SessionForm):
    """What a session says of itself, as it stands now."""

    def __init__(self, *args, session, room="", link="", **kwargs):
        names = ("title", "about", "place", "venue", "access", "capacity", "cost_pounds", "revision")
        now = {name: getattr(session, name) for name in names}
        now |= {
            "how": ONLINE if session.online else ROOM,
            "only_for": session.only_for or "",
            "room": room,
            "link": link,
        }
        super().__init__(*args, initial=now, **kwargs)
        if session.course:
            del self.fields["title"]

    @property
    def said(self):
        """What a session keeps; a course lends it its title."""
        names = ("about", "place", "venue", "access", "capacity", "only_for", "cost_pounds")
        title = {"title": self.cleaned_data["title"]} if "title" in self.fields else {}
        how = {"online": self.cleaned_data["how"] == ONLINE}
        return {**title, **{name: self.cleaned_data[name] for name in names}, **how}


class AskToLeadForm(AskingForm):
    """Who leads it, or is there for how people are."""

    task = forms.ChoiceField(label=_("What would they do?"), choices=Task.choices, widget=forms.RadioSelect)
    trainer = forms.ChoiceField(label=_("One of the trainers"), required=False)
    email = forms.EmailField(
        label=_("Or the e-mail address of somebody with an account here"),
        required=False,
        error_messages={"invalid": _("That is not an e-mail address we know. name@example.org would do.")},
    )

    def __init__(self, *args, trainers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainer"].choices = [("", _("Nobody of these")), *trainers]

    def clean(self):
        told = super().clean()
        if bool(told.get("trainer")) == bool(told.get("email")) and not self.errors:
            self.add_error("trainer", _("Choose one of the trainers, or write one address."))
        elif told.get("email"):
            self._find(told["email"])
        return told

    def _find(self, address):
        if not Person.objects.real().filter(email__iexact=address, is_active=True).exists():
            self.add_error(
                "email", _("Nobody has an account with this address. Check it, or ask them to sign in first.")
            )

    @property
    def person(self):
        """Who is asked."""
        told, real = self.cleaned_data, Person.objects.real().filter(is_active=True)
        return real.get(pk=told["trainer"]) if told["trainer"] else real.get(email__iexact=told["email"])


class HoldPlacesForm(AskingForm):
    """For whom places are held, how many, until when."""

    kind = forms.ChoiceField(label=_("For whom?"), choices=HeldFor.choices, widget=forms.RadioSelect)
    sector = forms.ChoiceField(label=_("Which sector"), required=False)
    place = forms.ChoiceField(label=_("Which district"), required=False)
    places = forms.IntegerField(
        label=_("How many places"),
        min_value=1,
        max_value=1000,
        error_messages={"invalid": _("A whole number, such as 4.")},
    )
    until_on = day_field(_("Until"), _("From this day on they are anybody's."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        content = pack.current()
        sectors = [(key, in_language(name)) for key, name in content.sectors.items()]
        self.fields["sector"].choices = [("", _("Not said")), *sectors]
        self.fields["place"].choices = [("", _("Not said")), *sectors_of(content.districts)]

    def clean(self):
        told = super().clean()
        asked = {HeldFor.SECTOR: "sector", HeldFor.PLACE: "place"}.get(told.get("kind"))
        if asked and not told.get(asked):
            self.add_error(asked, _("Choose which."))
        return told

    @property
    def said(self):
        """What is held."""
        told = self.cleaned_data
        key = {HeldFor.SECTOR: told["sector"], HeldFor.PLACE: told["place"]}.get(told["kind"], "")
        return {"kind": told["kind"], "key": key, "places": told["places"], "until_on": told["until_on"]}


class CallOffSessionForm(AskingForm):
    """Why it is cancelled."""

    why = forms.CharField(
        label=_("Why is it cancelled?"),
        help_text=_("A few words. Anybody can read them on the page of the session; nothing about somebody's health."),
        max_length=letters("why_cancelled"),
        error_messages={"required": _("Say why, in a few words: those who wanted to come will want to know.")},
    )
    because = forms.ChoiceField(
        label=_("What kind of reason is that?"),
        help_text=_("For the programme's year, where only kinds are counted."),
        choices=[("", _("I would rather not say")), *Because.choices],
        required=False,
    )
