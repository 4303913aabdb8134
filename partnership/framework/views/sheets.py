"""Paper: what is printed for a seat, and typing in what came back in closed envelopes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnership.framework.actions import answering as actions
from partnership.framework.forms.answering import FindSheetForm, SheetForm
from partnership.framework.models import AskedSeat, random_key
from partnership.framework.queries import answering
from partnership.framework.queries import sheets as queries
from partnership.framework.rules import answering as rules

IN_HAND = "sheets"  # seats of which somebody holds a sheet, in the session of whoever types in
ASKS = require_http_methods(["GET", "HEAD", "POST"])


def printed(request, pk, seat):
    """Reach a seat through the partner of the address, and give what is printed for it."""
    mine = request.partner.assessments.visible_to(request.user)
    seats = AskedSeat.objects.visible_to(request.user).select_related("assessment__partner", "assessment__paper_with")
    found = get_object_or_404(seats, assessment__in=mine, assessment=pk, seat=seat)
    rules.check_can_print_sheet(request.user, found)
    return queries.printed_page(found)


@require_safe
def print_sheet(request, pk, seat):
    return render(request, "framework/sheets/print_sheet.html", {"page": printed(request, pk, seat), "pk": pk})


@require_safe
def seat_qr(request, pk, seat):
    return render(request, "framework/sheets/seat_qr.html", {"page": printed(request, pk, seat), "pk": pk})


@login_required
@ASKS
def typing(request):
    form = FindSheetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seat = answering.seat_at(form.cleaned_data["link"])
        if seat:
            rules.check_can_type(request.user, seat)
            request.session[IN_HAND] = sorted({*request.session.get(IN_HAND, []), seat.pk})
            return redirect("sheet-to-type", pk=seat.assessment_id, seat=seat.seat)
        form.add_error("link", _("No address ends like this. Look whether each letter is right."))
    shown = {"form": form, "lines": queries.typed_for(request.user), "finds": rules.types_for_anybody(request.user)}
    return render(request, "framework/sheets/typing.html", shown)


@login_required
@ASKS
def sheet_to_type(request, pk, seat):
    found = queries.seat_to_type(request.user, pk, seat, request.session.get(IN_HAND, []))
    if found is None:
        raise Http404(_("There is no such page."))
    rules.check_can_type(request.user, found)
    page = queries.typing_page(found)
    form = SheetForm(
        page.questions, request.POST if request.method == "POST" else None, initial={"sheet": random_key()}
    )
    if request.method == "POST" and form.is_valid():
        return typed(request, found, form)
    return render(request, "framework/sheets/sheet_to_type.html", {"page": page, "form": form})


def typed(request, seat, form):
    """Type one sheet in, and offer an empty page for the next."""
    new = actions.type_sheet(seat, form.cleaned_data["sheet"], form.levels(), by=request.user)
    said = _("Kept. Now destroy the sheet.") if new else _("This sheet was kept already. It counts once.")
    messages.success(request, said)
    return redirect("sheet-to-type", pk=seat.assessment_id, seat=seat.seat)
