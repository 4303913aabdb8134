from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.partners.forms.organisations import WORKS_AS, places
from partnership.partners.models import Kind
from partnership.partners.rules.people import ROLES_OF_INVITATIONS

ANY = [("", _("any"))]


class AskForm(forms.Form):
    """Ask to join, or say yes to an invitation."""

    works_as = forms.ChoiceField(
        label=_("How you belong there"),
        choices=WORKS_AS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Say whether you are employed there or a volunteer")
        ),
    )
    job = forms.CharField(label=_("What you do there"), max_length=120, required=False)


class MembershipForm(AskForm):
    """What somebody says of themselves in an organisation."""

    listed = forms.BooleanField(
        label=_("Colleagues in this organisation can find me"),
        help_text=_("Leads and the programme team always see who belongs."),
        required=False,
    )


class LeadForm(forms.Form):
    """Invite somebody who can be the lead."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        error_messages={
            "required": _("Write their e-mail address"),
            "invalid": _("Write an e-mail address like name@example.org"),
        },
    )


class InviteForm(LeadForm):
    """Invite somebody by e-mail."""

    kind = forms.ChoiceField(
        label=_("What they will be"),
        choices=[(kind.value, kind.label) for kind in ROLES_OF_INVITATIONS],
        widget=forms.RadioSelect,
        initial=Kind.PRACTITIONER,
    )


class PeopleForm(forms.Form):
    """How the people of an organisation are filtered."""

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[*ANY, *((kind.value, kind.label) for kind in (*ROLES_OF_INVITATIONS, Kind.TRAINER))],
        required=False,
    )
    works_as = forms.ChoiceField(
        label=_("Belongs as"),
        choices=[*ANY, ("employee", _("employed")), ("volunteer", _("volunteer"))],
        required=False,
    )

    def chosen(self):
        """Give what was chosen; a value that is none of the choices is no filter."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})


class EverybodyForm(forms.Form):
    """How everybody is filtered."""

    q = forms.CharField(
        label=_("Name contains"), help_text=_("Or a whole e-mail address"), max_length=100, required=False
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[*ANY, *((kind.value, kind.label) for kind in Kind if kind != Kind.LIVED_EXPERIENCE)],
        required=False,
    )
    place = forms.ChoiceField(label=_("Place"), choices=lambda: [*ANY, *places()], required=False)
    now = forms.ChoiceField(
        label=_("When"),
        choices=[("", _("now or before")), ("now", _("belongs or holds a role today"))],
        required=False,
    )
    partner = forms.SlugField(label=_("Address of the organisation"), required=False, widget=forms.HiddenInput)

    def chosen(self):
        """Give what was chosen; a value that is none of the choices is no filter."""
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
