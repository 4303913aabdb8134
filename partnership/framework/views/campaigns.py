from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core import exports
from partnership.framework.actions import campaigns as actions
from partnership.framework.forms import campaigns as forms
from partnership.framework.models import Campaign, Instead, Invited
from partnership.framework.queries import campaigns as queries
from partnership.framework.rules import campaigns as rules

ask = require_http_methods(["GET", "POST"])


def reached(request, pk):
    rules.check_can_see_campaigns(request.user)
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


@login_required
@require_safe
def campaigns(request):
    rules.check_can_see_campaigns(request.user)
    return render(request, "framework/campaigns/campaigns.html", {"campaigns": queries.campaigns(request.user)})


@login_required
@ask
def make_campaign(request):
    rules.check_can_make_campaign(request.user)
    form = forms.MakeCampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_campaign(**form.changes(), by=request.user)
        return redirect("invite-to-campaign", pk=made.pk)
    return render(request, "framework/campaigns/make_campaign.html", {"form": form})


@login_required
@require_safe
def campaign(request, pk):
    form = forms.InvitedFilterForm(request.GET)
    page = queries.campaign_page(request.user, reached(request, pk), form.chosen(), request.GET.get("page", 1))
    return render(request, "framework/campaigns/campaign.html", {"page": page, "form": form})


@login_required
@require_safe
def campaign_file(request, pk, ending):
    chosen = forms.InvitedFilterForm(request.GET).chosen()
    return exports.answer(request, queries.campaign_export(request.user, reached(request, pk), chosen), ending)


@login_required
@ask
def change_campaign(request, pk):
    one = reached(request, pk)
    rules.check_can_change_campaign(request.user, one)
    held = {name: getattr(one, name) for name in ("name", "about", "closes_on", "revision")}
    form = forms.CampaignForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "seen": form.cleaned_data["revision"]}
        if form.saved(lambda: actions.change_campaign(one, form.changes(), **asked)):
            return redirect("campaign", pk=pk)
    return render(request, "framework/campaigns/change_campaign.html", {"form": form, "campaign": one})


@login_required
@ask
def invite_to_campaign(request, pk):
    one, filters = reached(request, pk), forms.ToInviteFilterForm(request.GET)
    rules.check_can_invite_partners(request.user, one)
    chosen = filters.chosen()
    page = queries.invite_page(request.user, one, chosen)
    sent = request.POST if request.method == "POST" else None
    form = forms.InviteForm(sent, offered=page.rows, ticked=chosen.get("ticked") != "none")
    if request.method == "POST" and form.is_valid():
        return invited(request, one, form.cleaned_data["partners"])
    return render(
        request, "framework/campaigns/invite_to_campaign.html", {"page": page, "form": form, "filters": filters}
    )


def invited(request, one, keys):
    made = actions.invite_partners(one, queries.partners_to_invite(request.user, keys), by=request.user)
    said = ngettext("One organisation is invited.", "%(num)s organisations are invited.", len(made))
    messages.success(request, said % {"num": len(made)})
    return redirect("campaign", pk=one.pk)


@login_required
@ask
def remind_partners(request, pk):
    one = reached(request, pk)
    if request.method == "POST":
        number = actions.remind_partners(one, by=request.user)
        said = ngettext("One organisation was reminded.", "%(num)s organisations were reminded.", number)
        messages.success(request, said % {"num": number})
        return redirect("campaign", pk=pk)
    rules.check_can_remind_partners(request.user, one)
    return render(
        request, "framework/campaigns/remind_partners.html", {"page": queries.reminder_page(request.user, one)}
    )


@login_required
@ask
def close_campaign(request, pk):
    one = reached(request, pk)
    if request.method == "POST":
        actions.close_campaign(one, by=request.user)
        return redirect("campaign", pk=pk)
    rules.check_can_close_campaign(request.user, one)
    return render(
        request, "framework/campaigns/close_campaign.html", {"line": queries.campaign_line(request.user, one)}
    )


def invitation(request, pk, invited):
    return get_object_or_404(Invited.objects.visible_to(request.user), campaign=reached(request, pk), pk=invited)


@login_required
@ask
def instead_of_assessment(request, pk, invited):
    one, form = invitation(request, pk, invited), forms.InsteadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decided = {Instead.EXCUSED: actions.excuse_partner, Instead.CARRIED: actions.carry_forward}
        decided[form.cleaned_data["instead"]](one, form.cleaned_data["why"], by=request.user)
        return redirect("campaign", pk=pk)
    page = queries.instead_page(request.user, one)
    return render(request, "framework/campaigns/instead_of_assessment.html", {"page": page, "form": form})


@login_required
@require_POST
def take_back_instead(request, pk, invited):
    one = actions.take_back_instead(invitation(request, pk, invited), by=request.user)
    messages.success(
        request, _("Nothing stands instead any more: %(partner)s is asked again.") % {"partner": one.partner}
    )
    return redirect("campaign", pk=pk)
