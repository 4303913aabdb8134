"""Writing down a session that was held elsewhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnership.academy.actions import held_elsewhere as actions
from partnership.academy.forms.held_elsewhere import EnterHeldForm
from partnership.academy.queries import held_elsewhere as queries
from partnership.academy.rules import held_elsewhere as rules
from partnership.core import exports

ASKS = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ASKS
def enter_held(request):
    rules.check_can_enter_held(request.user)
    form = EnterHeldForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        entered = actions.enter_held(form.told, by=request.user)
        messages.success(request, said_of(entered))
        return redirect("organise-session", pk=entered.session.pk)
    return render(request, "academy/held_elsewhere/enter_held.html", {"form": form})


def said_of(entered):
    """Say what became of it."""
    if not entered.is_new:
        return _("This register stands here already. Nothing has changed.")
    came = ngettext("Written down: one person was there.", "Written down: %(count)s people were there.", entered.came)
    waits = ngettext(
        "For one more without an account it waits, and they are told by letter.",
        "For %(count)s more without an account it waits, and they are told by letter.",
        entered.waiting,
    )
    return " ".join(
        [came % {"count": entered.came}, *([waits % {"count": entered.waiting}] if entered.waiting else [])]
    )


@login_required
@require_safe
def register_to_fill_in(request, ending):
    rules.check_can_enter_held(request.user)
    return exports.answer(request, queries.register_to_fill_in(), ending)
