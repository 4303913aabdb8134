from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.revisions import Changed
from partnership.partners.actions import readiness as actions
from partnership.partners.forms.readiness import AnswerForm
from partnership.partners.queries import readiness as queries
from partnership.partners.rules import readiness as rules


def reached(request, pk):
    """Reach a conversation through the partner that the address names."""
    return get_object_or_404(request.partner.readiness_checks.visible_to(request.user).select_related("partner"), pk=pk)


def beginning(request):
    """Go back to the beginning of the conversation."""
    return redirect("partner-readiness", partner=request.partner.slug)


@require_safe
def partner_readiness(request):
    page = queries.readiness_page(request.partner, request.user)
    return render(request, "partners/partner_readiness.html", {"page": page})


@require_POST
def begin_readiness(request):
    check = actions.begin_readiness(request.partner, by=request.user)
    first = queries.readiness_page(request.partner, request.user).next_key
    if not first:
        return beginning(request)
    return redirect("readiness-question", partner=request.partner.slug, pk=check.pk, key=first)


@require_http_methods(["GET", "HEAD", "POST"])
def readiness_question(request, pk, key):
    check = reached(request, pk)
    page = queries.question_page(check, key, request.user)
    if page is None or check.finished_at:
        raise Http404(_("There is no such question to answer."))
    form = AnswerForm(request.POST or None, initial=AnswerForm.kept(page.answer))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(check, key, by=request.user, **form.cleaned_data)
            return onward(request, page)
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/readiness_question.html", {"form": form, "page": page})


def onward(request, page):
    """Go on to the next question, or to the list of all."""
    if page.after:
        return redirect("readiness-question", partner=request.partner.slug, pk=page.pk, key=page.after)
    return beginning(request)


@require_POST
def finish_readiness(request, pk):
    check = actions.finish_readiness(reached(request, pk), by=request.user)
    return redirect("readiness-result", partner=request.partner.slug, pk=check.pk)


@require_safe
def readiness_result(request, pk):
    check = reached(request, pk)
    if not check.finished_at:
        return beginning(request)
    page = queries.readiness_result(check, request.user)
    return render(request, "partners/readiness_result.html", {"page": page})


@require_POST
def share_readiness(request, pk):
    check = actions.share_readiness(reached(request, pk), request.POST.get("shares") == "yes", by=request.user)
    messages.success(
        request, _("They can read it now.") if check.shared_at else _("Only your organisation reads it now.")
    )
    return redirect("readiness-result", partner=request.partner.slug, pk=check.pk)


@require_safe
def asked_for_help(request):
    rules.check_helps(request.user)
    page = Paginator(queries.asked_for_help(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "partners/asked_for_help.html", {"page": page})


@require_safe
def asked_for_help_one(request, pk):
    check = get_object_or_404(queries.asked_for_help(request.user), pk=pk)
    page = queries.readiness_result(check, request.user)
    return render(request, "partners/asked_for_help_one.html", {"page": page})
