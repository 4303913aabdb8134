"""On paper: the sheet to print, and typing in what came closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership.core import codes, pace
from partnership.core.models import random_key
from partnership.core.refusals import Refusal
from partnership.listening.actions import paper as actions
from partnership.listening.forms.paper import PaperForm
from partnership.listening.queries import paper as queries
from partnership.listening.queries.ready import standing
from partnership.listening.rules import paper as rules
from partnership.listening.views.ready import left_nowhere

MOST, A_MINUTE = 20, 60  # files from one address in a minute: a whole building may print at once


@require_safe
@left_nowhere
def tell_us_paper(request):
    if not (standing().is_open and queries.goes_to()):
        return redirect("ready-to-listen")
    if not pace.allowed(request, "print-sheet", MOST, A_MINUTE):
        raise Refusal(_("Many sheets were printed from here just now. Wait a minute, then try again."))
    copies = rules.MOST_COPIES if request.GET.get("copies") == str(rules.MOST_COPIES) else 1
    made = queries.paper([rules.new_code() for _sheet in range(copies)], at=timezone.now())
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="sheet.pdf"'}
    )


@login_required
@require_http_methods(["GET", "POST"])
def type_paper(request):
    rules.check_can_type_paper(request.user)
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(queries.season_choices(), sent, initial={"sheet": random_key()})
    if request.method == "POST" and form.is_valid() and typed(request, form):
        messages.success(request, _("Kept. Destroy the sheet now."))
        return redirect("type-paper")
    return render(request, "listening/paper/type_paper.html", {"form": form})


def typed(request, form):
    """Type it in; what cannot be is said above the form, and nothing that was typed is lost."""
    code = form.cleaned_data["code"]
    try:
        actions.type_paper(form.told(), code=codes.held(code) if code else None, by=request.user)
    except codes.Busy:
        form.add_error(None, _("Many codes are being looked up just now. Nothing is lost: send it again."))
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
    return not form.errors
