"""Certificates: checked by whoever holds one, taken by whoever they are about, made for a whole session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy import tasks
from partnership.academy.actions import certificates as actions
from partnership.academy.forms.certificates import CheckForm, RevokeForm
from partnership.academy.models import Booking, Certificate, Completion, Session
from partnership.academy.queries import certificates as queries
from partnership.academy.queries import credentials as of_credentials
from partnership.academy.rules import certificates as rules
from partnership.core import pace
from partnership.core.credentials import switched_on
from partnership.core.refusals import Refusal
from partnership.partners.views.receipts import kept_in_memory

WRONG_CODES, SECONDS = 40, 300  # from one address, which may be a whole organisation
MARK_AND_SPACE = b"\xef\xbb\xbf \t\r\n"  # what editors put before the first bracket
ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def in_time(request):
    """Refuse whoever guesses: a name stands behind a code."""
    if not pace.allowed(request, "certificate", WRONG_CODES, SECONDS, counts=False):
        raise Refusal(_("Many codes were tried from here just now. Wait five minutes, then try again."))


@require_safe
@left_nowhere
def certificate(request, code):
    in_time(request)
    page = queries.certificate_page(code)
    if page is None:
        pace.wrong(request, "certificate")
        raise Http404(_("There is no certificate with this code."))
    answer = render(request, "academy/certificates/certificate.html", {"page": page, "credentials": switched_on()})
    answer["X-Robots-Tag"] = "noindex, nofollow"  # a name stands on it
    return answer


@kept_in_memory
@csrf_protect
@ASKS
def check_certificate(request):
    in_time(request)
    asked = request.POST if request.method == "POST" else None
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    form = CheckForm(asked, request.FILES or None, sent=sent, credentials=switched_on())
    verdict = None
    if asked is not None and form.is_valid():
        verdict = checked(form.cleaned_data)
        if not (verdict.code or verdict.known):
            pace.wrong(request, "certificate")
    return render(request, "academy/certificates/check_certificate.html", {"form": form, "verdict": verdict})


def checked(told):
    """Ask about what was brought: a credential, pasted or as a file; the paper itself; or its code."""
    content = told["file"].read() if told["file"] else b""
    if told.get("credential") or (switched_on() and content.lstrip(MARK_AND_SPACE).startswith(b"{")):
        return of_credentials.check_credential(told.get("credential") or content.decode("utf-8-sig", "replace"))
    return queries.check_file(content) if told["file"] else queries.check_code(told["code"])


# --- one's own


@login_required
@require_safe
def own_certificate(request, code):
    found = get_object_or_404(Certificate.objects.visible_to(request.user), code=code, person=request.user)
    said = {"Content-Disposition": f'attachment; filename="certificate-{found.code}.pdf"'}
    return HttpResponse(
        bytes(found.pdf), content_type="application/pdf", headers={**said, "Cache-Control": "private, no-store"}
    )


@login_required
@require_POST
def get_attendance_certificate(request, pk):
    mine = Booking.objects.visible_to(request.user).select_related("session", "person")
    made = actions.issue_attendance(get_object_or_404(mine, pk=pk, person=request.user), by=request.user)
    return redirect("own-certificate", code=made.code)


@login_required
@require_POST
def get_completion_certificate(request, pk):
    mine = Completion.objects.visible_to(request.user).select_related("session", "person")
    made = actions.issue_completion(get_object_or_404(mine, pk=pk, person=request.user), by=request.user)
    return redirect("own-certificate", code=made.code)


# --- of a whole session


def run(request, pk):
    """Reach a session that somebody leads or organises."""
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    if not rules.runs_session(request.user, session):
        raise Refusal(_("Only those who lead or organise this session can have certificates made."))
    return session


@login_required
@left_nowhere
@require_safe
def issuing(request, pk):
    page = queries.issuing(run(request, pk), request.user)
    return render(request, "academy/certificates/issuing.html", {"page": page})


@login_required
@require_POST
def ask_for_certificates(request, pk):
    tasks.ask(run(request, pk), by=request.user)
    return redirect("issuing", pk=pk)


@login_required
@require_POST
def stop_certificates(request, pk):
    actions.stop_certificates(run(request, pk), by=request.user)
    messages.success(request, _("Stopped. Those that were made are kept; you can go on later."))
    return redirect("issuing", pk=pk)


@login_required
@require_POST
def make_certificates_now(request, pk):
    tasks.work_on(run(request, pk).pk, request.user)
    return redirect("issuing", pk=pk)


@login_required
@ASKS
def revoke_certificate(request, code):
    found = get_object_or_404(Certificate.objects.visible_to(request.user), code=code)
    rules.check_can_revoke_certificate(request.user, found, why="?")
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_certificate(found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Taken back. Whoever checks it reads why."))
        return redirect("certificate", code=code)
    return render(request, "academy/certificates/revoke_certificate.html", {"form": form, "certificate": found})
