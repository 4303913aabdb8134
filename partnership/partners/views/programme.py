from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.revisions import Changed
from partnership.partners.actions import invitations, lifecycle, organisations
from partnership.partners.forms.organisations import AddPartnerForm, ProgrammePartnerForm, RegisterForm, WhyForm
from partnership.partners.forms.people import LeadForm
from partnership.partners.models import IN_DIRECTORY, Kind
from partnership.partners.queries import organisations as partners
from partnership.partners.queries import programme as queries
from partnership.partners.queries.counts import counts as all_counts
from partnership.partners.queries.records import partner_record
from partnership.partners.rules import organisations as partner_rules
from partnership.partners.rules import programme as rules
from partnership.partners.views.joining import found
from partnership.partners.views.organisations import save_details


def whom(check):
    """Let only those see the page whom this rule lets."""

    def around(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            check(request.user)
            return view(request, *args, **kwargs)

        return guarded

    return around


def seen(request, slug):
    return found(partners.partner_to_see(request.user, slug))


@require_safe
@whom(rules.check_can_see_programme)
def programme(request):
    return render(request, "partners/programme.html", {"page": queries.programme_home(request.user)})


@require_safe
@whom(rules.check_can_see_register)
def programme_partners(request):
    form = RegisterForm(request.GET)
    page = queries.register(request.user, form.chosen(), request.GET.get("page", 1))
    return render(request, "partners/programme_partners.html", {"page": page, "form": form})


@require_safe
@whom(rules.check_can_see_register)
def programme_partner(request, slug):
    page = partner_record(seen(request, slug), request.user)
    return render(request, "partners/programme_partner.html", {"page": page})


@require_http_methods(["GET", "POST"])
@whom(partner_rules.check_can_invite_partner)
def add_partner(request):
    form = AddPartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partner = add_or_invite(request, form)
        return redirect("programme-partner", partner.slug)
    return render(request, "partners/add_partner.html", {"form": form})


def add_or_invite(request, form):
    told = form.cleaned_data
    if told["email"]:
        return lifecycle.invite_partner(form.details(), told["email"], by=request.user, places=told["places"])
    return organisations.add_partner(form.details(), by=request.user, places=told["places"])


@require_http_methods(["GET", "POST"])
@whom(rules.check_can_see_people)
def edit_partner(request, slug):
    partner, status = seen(request, slug), 200
    found_by = {"find": lambda text: partners.partner_named(request.user, text)}
    form = ProgrammePartnerForm(request.POST or None, initial=partners.details_to_edit(partner), **found_by)
    if request.method == "POST" and form.is_valid():
        try:
            return save_details(request, partner, form, "programme-partner")
        except Changed as changed:
            form.tell_what_changed(changed, partners.details_to_edit(changed.now))
            status = changed.status
    return render(request, "partners/edit_partner.html", {"partner": partner, "form": form}, status=status)


@require_POST
@whom(rules.check_can_see_people)
def admit_partner(request, slug):
    partner = lifecycle.admit(seen(request, slug), by=request.user)
    messages.success(request, _("%(partner)s has joined.") % {"partner": partner.name})
    return redirect("programme-partner", slug)


@require_http_methods(["GET", "POST"])
@whom(rules.check_can_see_people)
def invite_lead(request, slug):
    partner = seen(request, slug)
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_to_lead(partner, form.cleaned_data["email"], request.user)
        messages.success(request, _("The letter is on its way. Its link works for 14 days."))
        return redirect("programme-partner", slug)
    return render(request, "partners/invite_lead.html", {"partner": partner, "form": form})


def send_to_lead(partner, email, by):
    if partner.state in IN_DIRECTORY:
        return invitations.invite_person(partner, email, by=by, kind=Kind.PARTNER_LEAD)
    return lifecycle.invite_again(partner, email, by=by)


@require_http_methods(["GET", "POST"])
@whom(rules.check_can_see_people)
def part_with_partner(request, slug):
    partner = seen(request, slug)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deed = lifecycle.rest if request.POST.get("deed") == "rest" else lifecycle.leave
        deed(partner, form.cleaned_data["why"], by=request.user)
        return redirect("programme-partner", slug)
    return render(request, "partners/part_with_partner.html", {"partner": partner, "form": form})


@require_safe
@whom(rules.check_can_see_people)
def programme_counts(request):
    return render(request, "partners/programme_counts.html", {"page": all_counts(request.user)})
