from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.revisions import Changed
from partnership.partners.actions import lifecycle, organisations
from partnership.partners.forms.organisations import ContactForm, IdentifierForm, PartnerForm, WhyForm
from partnership.partners.queries import organisations as queries
from partnership.partners.rules import organisations as rules


@require_safe
def partner_home(request):
    page = queries.partner_home(request.partner, request.user)
    return render(request, "partners/partner_home.html", {"page": page})


@require_http_methods(["GET", "POST"])
def partner_details(request):
    form = PartnerForm(request.POST or None, initial=queries.details_to_edit(request.partner))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return save_details(request, request.partner, form, "partner-details")
        except Changed as changed:
            form.tell_what_changed(changed, queries.details_to_edit(changed.now))
            status = changed.status
    page = queries.partner_details(request.partner, request.user)
    return render(request, "partners/partner_details.html", {"page": page, "form": form}, status=status)


def save_details(request, partner, form, way_on):
    told = form.cleaned_data
    organisations.edit_partner(partner, form.details(), by=request.user, seen=told["seen"], places=told["places"])
    messages.success(request, _("Saved."))
    return redirect(way_on, partner.slug)


@require_http_methods(["GET", "POST"])
def add_identifier(request):
    rules.check_can_edit_partner(request.user, request.partner, {})
    form = IdentifierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        organisations.add_identifier(request.partner, told["scheme"], told["value"], by=request.user)
        return redirect("partner-details", request.partner.slug)
    return render(request, "partners/add_identifier.html", {"partner": request.partner, "form": form})


@require_POST
def remove_identifier(request, pk):
    identifier = get_object_or_404(request.partner.identifiers, pk=pk)
    organisations.remove_identifier(identifier, by=request.user)
    return redirect("partner-details", request.partner.slug)


@require_http_methods(["GET", "POST"])
def add_contact(request):
    rules.check_can_edit_partner(request.user, request.partner, {})
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisations.add_contact(request.partner, by=request.user, **form.cleaned_data)
        return redirect("partner-details", request.partner.slug)
    return render(request, "partners/add_contact.html", {"partner": request.partner, "form": form})


@require_POST
def remove_contact(request, pk):
    contact = get_object_or_404(request.partner.contacts, pk=pk)
    organisations.remove_contact(contact, by=request.user)
    return redirect("partner-details", request.partner.slug)


@require_http_methods(["GET", "POST"])
def rest_partner(request):
    rules.check_can_rest(request.user, request.partner)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lifecycle.rest(request.partner, form.cleaned_data["why"], by=request.user)
        return redirect("partner-home", request.partner.slug)
    return render(request, "partners/rest_partner.html", {"partner": request.partner, "form": form})


@require_http_methods(["GET", "POST"])
def end_partner(request):
    rules.check_can_leave(request.user, request.partner)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lifecycle.leave(request.partner, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Your organisation has left. What it did here stays written down."))
        return redirect("join")
    return render(request, "partners/end_partner.html", {"partner": request.partner, "form": form})
