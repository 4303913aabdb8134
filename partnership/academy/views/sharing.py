"""Sharing what people complete with a learning record store. Nothing of this is there unless the site allows it."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy import tasks
from partnership.academy.actions import elsewhere
from partnership.academy.actions import sharing as actions
from partnership.academy.forms.sharing import BeginSharingForm, StatementsForm
from partnership.academy.queries import sharing as queries
from partnership.academy.rules import elsewhere as elsewhere_rules
from partnership.academy.rules import sharing as rules
from partnership.academy.rules.statements import HEADINGS, STATEMENTS

ASKS = require_http_methods(["GET", "HEAD", "POST"])


def where_allowed(view):
    """Give a page only where the site allows sharing."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not settings.XAPI:
            raise Http404(_("This site shares nothing."))
        return view(request, *args, **kwargs)

    return login_required(asked)


@where_allowed
@ASKS
def sharing(request):
    rules.check_can_see_sharing(request.user)
    form = BeginSharingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.begin_sharing(form.cleaned_data["with_whom"], by=request.user)
        messages.success(request, _("Begun. Everybody was told, and nothing is sent for fourteen days."))
        return redirect("sharing")
    shown = {"page": queries.sharing_page(request.user), "form": form}
    return render(request, "academy/sharing/sharing.html", shown)


@where_allowed
@require_POST
def end_sharing(request):
    actions.end_sharing(by=request.user)
    messages.success(request, _("Ended. What was not sent yet is never sent."))
    return redirect("sharing")


@where_allowed
@require_POST
def try_statements_again(request):
    actions.try_again(by=request.user)
    messages.success(request, _("They are tried again."))
    return redirect("sharing")


@where_allowed
@require_safe
def statements_file(request):
    rules.check_can_see_sharing(request.user)
    lines = StreamingHttpResponse(queries.statements_as_lines(request.user), content_type="application/x-ndjson")
    lines["Content-Disposition"] = 'attachment; filename="statements.jsonl"'
    return lines


@where_allowed
@ASKS
def bring_in_statements(request):
    elsewhere_rules.check_can_bring_in(request.user, None)
    form = StatementsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {"file_name": form.cleaned_data["file"].name, "taught_by": form.cleaned_data["taught_by"]}
        file = elsewhere.bring_in(STATEMENTS.key, HEADINGS, form.rows, by=request.user, **said)
        tasks.begin_learning(file, by=request.user)
        return redirect("learning-file", pk=file.pk)
    return render(request, "academy/sharing/bring_in_statements.html", {"form": form})


@where_allowed
@require_safe
def my_sharing(request):
    return render(request, "academy/sharing/my_sharing.html", {"page": queries.my_sharing(request.user)})


@where_allowed
@require_POST
def keep_to_myself(request):
    actions.keep_to_myself(by=request.user)
    messages.success(request, _("Kept to yourself. Nothing more is sent, and what was sent is taken back."))
    return redirect("my-sharing")


@where_allowed
@require_POST
def share_again(request):
    actions.share_again(by=request.user)
    messages.success(request, _("What you complete from now on may be shared."))
    return redirect("my-sharing")
