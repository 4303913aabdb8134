from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.partners.actions import invitations, people, roles
from partnership.partners.forms.people import InviteForm, MembershipForm, PeopleForm
from partnership.partners.forms.roles import RoleForm
from partnership.partners.models import Kind
from partnership.partners.queries import memberships as queries
from partnership.partners.queries.people import partner_people as people_of
from partnership.partners.rules import people as rules


def membership_of(request, pk):
    return get_object_or_404(request.partner.memberships.visible_to(request.user), pk=pk)


def back_to(request, membership):
    return redirect("partner-person", request.partner.slug, membership.pk)


@require_safe
def partner_people(request):
    form = PeopleForm(request.GET)
    page = people_of(request.partner, request.user, form.chosen(), request.GET.get("page", 1))
    return render(request, "partners/partner_people.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
def invite_person(request):
    rules.check_can_invite_person(request.user, request.partner, Kind.PRACTITIONER)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        invitations.invite_person(request.partner, told["email"], by=request.user, kind=Kind(told["kind"]))
        messages.success(request, _("The letter is on its way. Its link works for 14 days."))
        return redirect("partner-people", request.partner.slug)
    return render(request, "partners/invite_person.html", {"partner": request.partner, "form": form})


@require_POST
def withdraw_invitation(request, pk):
    invitation = get_object_or_404(request.partner.invitations.visible_to(request.user), pk=pk)
    invitations.withdraw_invitation(invitation, by=request.user)
    return redirect("partner-people", request.partner.slug)


@require_http_methods(["GET", "POST"])
def partner_person(request, pk):
    membership = membership_of(request, pk)
    now = {"works_as": membership.works_as, "job": membership.job, "listed": membership.listed}
    form = MembershipForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        people.edit_membership(membership, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back_to(request, membership)
    page = queries.partner_person(membership, request.user)
    return render(request, "partners/partner_person.html", {"page": page, "form": form})


@require_POST
def approve_membership(request, pk):
    return back_to(request, people.approve(membership_of(request, pk), by=request.user))


@require_POST
def decline_membership(request, pk):
    people.decline(membership_of(request, pk), by=request.user)
    return redirect("partner-people", request.partner.slug)


@require_http_methods(["GET", "POST"])
def end_membership(request, pk):
    membership = membership_of(request, pk)
    if request.method == "POST":
        people.end_membership(membership, by=request.user)
        return redirect("partner-people", request.partner.slug)
    page = queries.partner_person(membership, request.user)
    return render(request, "partners/end_membership.html", {"page": page})


@require_http_methods(["GET", "POST"])
def leave_partner(request, pk):
    membership = membership_of(request, pk)
    if request.method == "POST":
        people.leave_partner(membership, by=request.user)
        messages.success(request, _("You have left. Thank you for what you did there."))
        return redirect("join")
    page = queries.partner_person(membership, request.user)
    return render(request, "partners/leave_partner.html", {"page": page})


@require_http_methods(["GET", "POST"])
def give_partner_role(request, pk):
    membership = membership_of(request, pk)
    form = RoleForm(request.POST or None, kinds=queries.kinds_to_give(request.user, request.partner))
    if request.method == "POST" and form.is_valid():
        until_on = form.cleaned_data["until_on"]
        roles.give_role(membership.person, form.role, by=request.user, partner=request.partner, until_on=until_on)
        return back_to(request, membership)
    page = queries.partner_person(membership, request.user)
    return render(request, "partners/give_partner_role.html", {"page": page, "form": form})


@require_POST
def end_partner_role(request, pk, role):
    membership = membership_of(request, pk)
    held = request.partner.roles.visible_to(request.user).filter(person=membership.person)
    roles.end_role(get_object_or_404(held, pk=role), by=request.user)
    return back_to(request, membership)
