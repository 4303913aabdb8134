from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.partners.actions import people, roles
from partnership.partners.forms.people import EverybodyForm
from partnership.partners.forms.roles import ConfidedRoleForm, ScopedRoleForm
from partnership.partners.models import Kind, Membership, Role
from partnership.partners.queries import programme as lists
from partnership.partners.queries import records as queries
from partnership.partners.rules import programme as rules
from partnership.partners.views.joining import found
from partnership.partners.views.programme import whom


@require_safe
@whom(rules.check_can_see_people)
def programme_people(request):
    form = EverybodyForm(request.GET)
    page = lists.programme_people(request.user, form.chosen(), request.GET.get("page", 1))
    return render(request, "partners/programme_people.html", {"page": page, "form": form})


@require_safe
@whom(rules.check_can_see_people)
def programme_person(request, pk):
    page = queries.person_record(found(queries.known_person(request.user, pk)), request.user)
    return render(request, "partners/programme_person.html", {"page": page})


@require_http_methods(["GET", "POST"])
@whom(rules.check_can_see_people)
def give_role(request, pk):
    person = found(queries.known_person(request.user, pk))
    choices = {"kinds": queries.all_kinds_to_give(request.user), "scopes": queries.scopes_for(person, request.user)}
    form = ScopedRoleForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        give_as_asked(person, form, request.user)
        return redirect("programme-person", pk)
    page = queries.person_record(person, request.user)
    return render(request, "partners/give_role.html", {"page": page, "form": form})


def give_as_asked(person, form, by):
    scope, which = form.scope
    partner = found(queries.partner_of_person(person, by, int(which))) if scope == "partner" else None
    place = which if scope == "place" else ""
    return roles.give_role(
        person, form.role, by=by, partner=partner, place=place, until_on=form.cleaned_data["until_on"]
    )


@require_POST
@whom(rules.check_can_see_people)
def end_role(request, pk, role):
    held = Role.objects.visible_to(request.user).filter(person=pk)
    roles.end_role(get_object_or_404(held, pk=role), by=request.user)
    return redirect("programme-person", pk)


@require_POST
@whom(rules.check_can_see_people)
def approve_person(request, pk, membership):
    asked = Membership.objects.visible_to(request.user).filter(person=pk)
    people.approve(get_object_or_404(asked, pk=membership), by=request.user)
    return redirect("programme-person", pk)


@require_POST
@whom(rules.check_can_see_people)
def part_with_person(request, pk, membership):
    belongs = Membership.objects.visible_to(request.user).filter(person=pk)
    people.end_membership(get_object_or_404(belongs, pk=membership), by=request.user)
    return redirect("programme-person", pk)


@require_http_methods(["GET", "POST"])
@whom(rules.check_can_see_confided)
def confided_roles(request):
    form = ConfidedRoleForm(request.POST or None, find=queries.person_by_email)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        given = {"place": told["place"], "until_on": told["until_on"]}
        roles.give_role(form.person, Kind.LIVED_EXPERIENCE, by=request.user, **given)
        messages.success(request, _("Done. Nobody but safeguarding leads is told."))
        return redirect("confided-roles")
    page = queries.confided_roles(request.user)
    return render(request, "partners/confided_roles.html", {"page": page, "form": form})


@require_POST
@whom(rules.check_can_see_confided)
def end_confided_role(request, role):
    roles.end_role(get_object_or_404(Role.objects.visible_to(request.user), pk=role), by=request.user)
    return redirect("confided-roles")
