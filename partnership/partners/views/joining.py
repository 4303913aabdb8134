from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.visitors import somebody
from partnership.partners.actions import invitations, organisations, people
from partnership.partners.forms.organisations import EnquireForm, JoinForm
from partnership.partners.forms.people import AskForm
from partnership.partners.queries import memberships as queries
from partnership.partners.queries.organisations import join_page, partner_to_join


def found(thing):
    if thing is None:
        raise Http404
    return thing


@require_safe
def join(request):
    form = JoinForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = join_page(somebody(request), text, request.GET.get("page", 1))
    return render(request, "partners/join.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def ask_to_join(request, slug):
    partner = found(partner_to_join(request.user, slug))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.ask_to_join(partner, by=request.user, **form.cleaned_data)
        messages.success(request, _("We have told them. Somebody there will say yes or no."))
        return redirect("join")
    return render(request, "partners/ask_to_join.html", {"partner": partner, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def enquire(request):
    form = EnquireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        organisations.enquire(form.details(), by=request.user, places=told["places"], works_as=told["works_as"])
        messages.success(request, _("We have it. The programme team will write to you."))
        return redirect("join")
    return render(request, "partners/enquire.html", {"form": form})


@require_http_methods(["GET", "POST"])
def invitation(request, secret):
    invited = found(queries.invitation_of(secret))
    form = AskForm(
        request.POST or None, initial={"works_as": "volunteer" if invited.kind == "volunteer" else "employee"}
    )
    if request.method == "POST" and form.is_valid():
        if somebody(request) is None:
            return redirect("invitation", secret=secret)
        membership = invitations.accept_invitation(invited, by=request.user, **form.cleaned_data)
        return redirect("partner-home", partner=membership.partner.slug)
    shown = {"page": queries.invitation_page(invited), "form": form, "secret": secret}
    return render(request, "partners/invitation.html", shown)


@require_POST
def decline_invitation(request, secret):
    invited = found(queries.invitation_of(secret))
    nobody_in_particular = get_user_model().objects.system("without-account")
    invitations.decline_invitation(invited, by=somebody(request) or nobody_in_particular)
    messages.success(request, _("Thank you for saying so. Nothing else will happen."))
    return redirect("join")
