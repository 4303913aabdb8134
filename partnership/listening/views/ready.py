"""Whether a place is ready to listen: as everybody reads it, and as the programme looks after it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.refusals import Refusal
from partnership.listening.actions import ready as actions
from partnership.listening.forms.ready import AssuranceForm
from partnership.listening.queries import ready_pages as queries
from partnership.listening.rules import ready as rules

left_nowhere = cache_control(private=True, no_store=True)  # it stands under the address of telling


@require_safe
@left_nowhere
def ready_to_listen(request):
    return render(request, "listening/ready/ready_to_listen.html", {"page": queries.ready_page()})


@login_required
@require_safe
def programme_ready(request):
    rules.check_can_look_after_ready(request.user)
    return render(request, "listening/ready/programme_ready.html", {"page": queries.programme_ready_page()})


def thing_of(request, key):
    """Reach one thing that must be in order."""
    rules.check_can_look_after_ready(request.user)
    found = queries.thing(key)
    if found is None:
        raise Http404(_("There is no such thing to put in order."))
    return found


@login_required
@require_http_methods(["GET", "POST"])
def record_assurance(request, key):
    thing = thing_of(request, key)
    held = {"named": thing.named, "dated_on": thing.dated_on, "review_on": thing.review_on, "link": thing.link}
    form = AssuranceForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid() and recorded(request, key, form):
        return redirect("programme-ready")
    return render(request, "listening/ready/record_assurance.html", {"thing": thing, "form": form})


def recorded(request, key, form):
    """Record it; a day that cannot be is said above the form, and nothing that was typed is lost."""
    try:
        actions.record_assurance(key, form.assured(), by=request.user)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    messages.success(request, _("Kept. Everybody can read it now."))
    return True


@login_required
@require_POST
def take_back_assurance(request, key):
    thing_of(request, key)
    held = queries.assurance(key)
    if held:
        actions.take_back_assurance(held, by=request.user)
        messages.success(request, _("Taken back. Nobody is asked to tell anything until it is in order again."))
    return redirect("programme-ready")
