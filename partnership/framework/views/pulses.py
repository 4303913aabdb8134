from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnership.core import pack
from partnership.framework.actions import arranging
from partnership.framework.forms.pulses import PulseForm
from partnership.framework.queries import pulses as queries
from partnership.framework.rules import pulses as rules


@login_required
@require_safe
def culture(request):
    page = queries.culture_page(request.partner, request.user)
    return render(request, "framework/pulses/culture.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def start_pulse(request):
    rules.check_can_start_pulse(request.user, request.partner)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return start(request, form.cleaned_data)
    return render(request, "framework/pulses/start_pulse.html", {"form": form, "before": queries.before_a_pulse()})


def start(request, told):
    """Start the pulse that is offered, and lead on to where people are asked."""
    edition = pack.current().pulse
    seats = dict.fromkeys(edition.seats, told.pop("invited"))
    made = arranging.start_assessment(request.partner, edition.key, **told, seats=seats, by=request.user)
    return redirect("assessment", partner=request.partner.slug, pk=made.pk)
