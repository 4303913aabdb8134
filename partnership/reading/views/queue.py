from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.refusals import Refusal
from partnership.reading.actions import queue as actions
from partnership.reading.actions import reading as of_words
from partnership.reading.forms.queue import FinishForm, VersionForm, WhyForm
from partnership.reading.models import Text, Version
from partnership.reading.queries import queue as queries
from partnership.reading.queries import reading as seen
from partnership.reading.rules import queue as rules

kept_nowhere = cache_control(private=True, no_store=True)  # words told in confidence stay in no browser


def reached(request, pk):
    """Reach a text as somebody who may know of it."""
    rules.check_reads(request.user)
    texts = Text.objects.visible_to(request.user).prefetch_related("openings__opened_by", "versions")
    return get_object_or_404(texts, pk=pk)


def home_of(text):
    """Give where somebody goes on with a text: the page of what it belongs to, or its own."""
    return text.href if text.href and text.state == "being-read" else f"/reading/texts/{text.pk}/"


@login_required
@require_safe
@kept_nowhere
def reading(request):
    rules.check_reads(request.user)
    page = queries.queue_page(request.user, request.GET.get("language", ""), request.GET.get("kind", ""))
    return render(request, "reading/queue/reading.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def read_text(request, pk):
    text = reached(request, pk)
    if text.href and text.state in ("waiting", "being-read"):
        return redirect(text.href)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.finish_texts([text], form.how_grave, by=request.user)
        messages.success(request, _("Read. The words are closed again. Thank you."))
        return redirect("read-text", pk=pk)
    shown = {"text": seen.text_seen(text, request.user), "form": form, "show": shows(request)}
    return render(request, "reading/queue/read_text.html", shown)


def shows(request):
    """Whether the reader chose to see the words now."""
    return "words" in request.GET or request.method == "POST"


@login_required
@require_POST
def take_text(request, pk):
    actions.take_texts([reached(request, pk)], by=request.user)
    return redirect("read-text", pk=pk)


@login_required
@require_POST
def hand_back_text(request, pk):
    actions.hand_back([reached(request, pk)], by=request.user)
    messages.success(request, _("Handed back. That is always all right."))
    return redirect("reading")


@login_required
@require_POST
def fold_text(request, pk):
    text = actions.fold_text(reached(request, pk), by=request.user)
    messages.success(request, _("Folded away. Nobody else reads it unless somebody unfolds it."))
    return redirect(text.href or home_of(text))


@login_required
@require_POST
def unfold_text(request, pk):
    text = actions.unfold_text(reached(request, pk), by=request.user)
    return redirect(text.href or home_of(text))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def open_text(request, pk):
    text, form = reached(request, pk), WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        of_words.open_again(text, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Open for an hour. Then the words are closed again by themselves."))
        return redirect("read-text", pk=pk)
    return render(request, "reading/queue/open_text.html", {"text": seen.text_seen(text, request.user), "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def make_version(request, pk, use):
    text = reached(request, pk)
    page = seen.version_page(text, use, request.user)
    form = VersionForm(request.POST or None, initial={"words": page.start})
    found = found_in(form)
    if form.is_bound and form.is_valid() and form.refuse_until_looked(found) and kept(request, text, use, form, found):
        return redirect("read-text", pk=pk)
    shown = {"page": page, "form": form, "found": seen.risks_seen(found), "back": home_of(text)}
    return render(request, "reading/queue/make_version.html", shown)


def found_in(form, **known):
    """Look for what could show who wrote it in what was sent."""
    return seen.risks_in(form["words"].value() or "", **known) if form.is_bound else ()


def kept(request, text, use, form, found):
    """Keep what was left; where a word is not theirs, say which, and lose nothing of what was typed."""
    return not_refused(
        form,
        lambda: of_words.make_version(
            **{"text": text, "use": use, "words": form.cleaned_data["words"], "risks": [one.key for one in found]},
            by=request.user,
            jobs=seen.instead_of_names(),
        ),
    )


def not_refused(form, deed):
    """Do the deed; a refusal is said above the form, and nothing that was typed is lost."""
    try:
        deed()
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


@login_required
@require_POST
def withdraw_version(request, pk, version):
    made = get_object_or_404(Version.objects.visible_to(request.user), pk=version, text=reached(request, pk))
    of_words.withdraw_version(made, by=request.user)
    messages.success(request, _("Taken back. Those words are gone."))
    return redirect("read-text", pk=pk)
