"""What one agreed to, and what is held on one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from partnership.accounts.actions import rights as actions
from partnership.accounts.queries import rights as queries
from partnership.core import takeaway


@login_required
@require_GET
def consents(request):
    return render(request, "accounts/consents.html", {"asked": queries.consents(request.user)})


@login_required
@require_POST
def give_consent(request, purpose):
    actions.give_consent(purpose, request.POST.get("words", ""), by=request.user)
    messages.success(request, _("You agreed. You can take it back here whenever you like."))
    return redirect("my-consents")


@login_required
@require_POST
def withdraw_consent(request, purpose):
    actions.withdraw_consent(purpose, by=request.user)
    messages.success(request, _("You took it back. Nothing else changes for you."))
    return redirect("my-consents")


@login_required
@require_GET
def my_data(request):
    return render(request, "accounts/my_data.html", {"held": queries.held_on(request.user)})


@login_required
@require_POST
def take_my_data(request):
    actions.take_data(by=request.user)
    response = StreamingHttpResponse(takeaway.takeaway(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="download-{timezone.localdate()}.zip"'
    return response
