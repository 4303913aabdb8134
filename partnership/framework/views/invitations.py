from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnership.framework.actions import campaigns as actions
from partnership.framework.forms.campaigns import CarryForm
from partnership.framework.queries import invitations as queries


def reached(request, pk):
    return get_object_or_404(request.partner.campaign_invitations.visible_to(request.user), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_invitation(request, pk):
    one, form = reached(request, pk), CarryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.carry_forward(one, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Your last assessment stands for this one too."))
        return redirect("campaign-invitation", request.partner.slug, pk)
    page = queries.invitation_page(request.user, one)
    return render(request, "framework/invitations/campaign_invitation.html", {"page": page, "form": form})


@login_required
@require_POST
def take_back_carried(request, pk):
    actions.take_back_instead(reached(request, pk), by=request.user)
    return redirect("campaign-invitation", request.partner.slug, pk)


@login_required
@require_POST
def count_for_campaign(request, pk, assessment):
    found = get_object_or_404(request.partner.assessments.visible_to(request.user), pk=assessment)
    actions.count_for_campaign(found, reached(request, pk), by=request.user)
    messages.success(request, _("It counts for the campaign now."))
    return redirect("campaign-invitation", request.partner.slug, pk)
