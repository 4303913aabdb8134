from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.pack import in_language
from partnership.partners.models import LIFECYCLE, Band, Contact, Identifier, Partner
from partnership.partners.rules.organisations import DETAILS

WORKS_AS = [("employee", _("I am employed there")), ("volunteer", _("I am a volunteer"))]


def sectors():
    return [("", "-"), *((key, in_language(words)) for key, words in pack.current().sectors.items())]


def places():
    return [(area.code, in_language(area.name)) for area in pack.current().districts]


class JoinForm(forms.Form):
    """Find an organisation by a part of its name."""

    q = forms.CharField(label=_("Name, or a part of it"), max_length=100, required=False)


class AboutPartnerForm(forms.Form):
    """What is said of every organisation."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        error_messages={"required": _("Write the name of the organisation")},
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=sectors, error_messages={"required": _("Choose the sector that fits best")}
    )
    places = forms.MultipleChoiceField(
        label=_("Places it works in"),
        choices=places,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place")},
    )
    about = forms.CharField(
        label=_("What it does"),
        help_text=_("Two or three sentences. Anybody may read them."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def details(self):
        """Give the columns of an organisation, without its places."""
        return {name: value for name, value in self.cleaned_data.items() if name in DETAILS}


class EnquireForm(AboutPartnerForm):
    """Somebody asks for their organisation to be added."""

    works_as = forms.ChoiceField(
        label=_("How you belong to it"), choices=WORKS_AS, widget=forms.RadioSelect, initial="employee"
    )


class AddPartnerForm(AboutPartnerForm):
    """The programme team adds an organisation, or invites it."""

    email = forms.EmailField(
        label=_("E-mail address of somebody who can be its lead"),
        help_text=_("They get a letter with a link. Leave this out if the organisation is part of this already."),
        required=False,
        error_messages={"invalid": _("Write an e-mail address like name@example.org, or leave it out")},
    )


class PartnerForm(AboutPartnerForm):
    """Everything that a lead says of the organisation."""

    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Write an address like https://example.org")},
    )
    email_domain = forms.RegexField(
        r"^[a-z0-9.-]+\.[a-z]{2,}$",
        label=_("What its e-mail addresses end in"),
        help_text=_(
            "What stands after the @. People with such an address are shown your organisation first. It lets nobody in."
        ),
        required=False,
        max_length=100,
        error_messages={"invalid": _("Write only what stands after the @, like example.org")},
    )
    employees = forms.ChoiceField(
        label=_("Employees, roughly"), choices=[("", _("not said")), *Band.choices], required=False
    )
    volunteers = forms.ChoiceField(
        label=_("Volunteers, roughly"), choices=[("", _("not said")), *Band.choices], required=False
    )
    listed = forms.BooleanField(label=_("Show the organisation in the public directory"), required=False)
    shows_pledges = forms.BooleanField(label=_("Show its pledges there, and what became of them"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def tell_what_changed(self, changed, now):
        """Keep what was typed, say what is saved, and let the next time count."""
        self.add_error(None, changed.sentence)
        for name, value in now.items():
            if name in self.fields and name != "seen" and not self._is_typed(name, value):
                self.add_error(name, _now("Saved meanwhile: %(value)s") % {"value": self._said(name, value)})
        self.data = self.data.copy()
        self.data["seen"] = now["seen"]

    def _is_typed(self, name, value):
        typed = self.cleaned_data.get(name)
        return set(typed) == set(value) if isinstance(value, list) else typed == value

    def _said(self, name, value):
        words = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, list):
            return ", ".join(str(words.get(one, one)) for one in value)
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        return str(words.get(value, value)) or _now("nothing")


class ProgrammePartnerForm(PartnerForm):
    """What only the programme team says: what an organisation is part of."""

    parent = forms.CharField(label=_("It belongs to (name of an organisation here)"), max_length=200, required=False)
    parent_relation = forms.ChoiceField(
        label=_("How"),
        choices=[("", "-"), *Partner.RELATIONS],
        required=False,
    )

    def __init__(self, *args, find, **kwargs):
        super().__init__(*args, **kwargs)
        self.find = find  # gives the organisation of a name, as far as the person may know

    def clean(self):
        """Read the name of the organisation it belongs to."""
        named = self.cleaned_data.get("parent")
        found = self.find(named) if named else None
        if named and found is None:
            self.add_error("parent", _("There is no organisation of this name here, or several. Write its address."))
        self.above = {"parent": found, "parent_relation": self.cleaned_data.get("parent_relation", "")}
        return self.cleaned_data

    def details(self):
        """Give the columns of an organisation, and what it is part of."""
        return {**super().details(), **self.above}


class IdentifierForm(forms.Form):
    """A number or code in another register."""

    scheme = forms.ChoiceField(label=_("Register"), choices=Identifier.SCHEMES)
    value = forms.CharField(
        label=_("Number or code"), max_length=40, error_messages={"required": _("Write the number or code")}
    )


class ContactForm(forms.Form):
    """A way to reach the organisation."""

    label = forms.CharField(
        label=_("What it is for"), max_length=80, error_messages={"required": _("Say what it is for")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Contact.KINDS)
    value = forms.CharField(
        label=_("The number or address"),
        help_text=_("A shared mailbox or a switchboard is better than somebody's own."),
        max_length=300,
        error_messages={"required": _("Write the number or address")},
    )
    public = forms.BooleanField(label=_("Anybody may see it"), required=False)


class WhyForm(forms.Form):
    """Why an organisation rests or leaves; nobody has to say."""

    why = forms.CharField(label=_("Why, if you want to say"), max_length=300, required=False)


class RegisterForm(forms.Form):
    """How the register is filtered."""

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=lambda: [("", _("any")), *sectors()[1:]], required=False)
    place = forms.ChoiceField(label=_("Place"), choices=lambda: [("", _("any")), *places()], required=False)
    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=[("", _("any")), ("here", _("Joined and not left")), *LIFECYCLE.states.items()],
        required=False,
    )
    size = forms.ChoiceField(label=_("Employees"), choices=[("", _("any")), *Band.choices], required=False)
    lead = forms.ChoiceField(
        label=_("Lead"),
        choices=[("", _("any")), ("with", _("has a lead")), ("without", _("has no lead"))],
        required=False,
    )

    def chosen(self):
        """Give what was chosen; a value that is none of the choices is no filter."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
