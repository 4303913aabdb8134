from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.content import actions, forms, queries, rules
from partnership.content.models import Draft, Kind
from partnership.content.views.words import editors
from partnership.core.refusals import Refusal


def reached(request, pk):
    return get_object_or_404(Draft.objects.visible_to(request.user).select_related("begun_by"), pk=pk)


def whole(typed):
    """Give a number that a form carries; a made-up one is no revision of anything."""
    return int(typed) if typed.isdecimal() else -1


@require_POST
@editors
def begin(request, kind):
    removal = request.POST.get("removal") == "yes"
    taken_from = request.POST.get("taken_from", "")
    made = actions.begin(kind, taken_from=taken_from, removal=removal, by=request.user)
    return redirect("edit-draft", pk=made.pk)


@require_safe
@editors
def draft(request, pk):
    page = queries.draft_page(request.user, reached(request, pk))
    return render(request, "content/draft.html", {"page": page, "form": forms.SendBackForm()})


def form_of(found, content, problems=(), languages=None):
    return forms.asked(
        Kind(found.kind),
        content,
        languages=languages or found.languages,
        problems=problems,
        file=queries.place_for(Kind(found.kind), content, found.name),
    )


def typed_into(request, found):
    content = forms.answered(Kind(found.kind), found.content, request.POST, found.languages)
    return forms.with_keys(Kind(found.kind), content)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def edit_draft(request, pk):
    found = reached(request, pk)
    rules.check_can_write(request.user, found)
    if request.method == "POST":
        answer = keep_draft(request, found)
    else:
        answer = form_shown(found, found.content, queries.problems_of(found) if request.GET.get("check") else ())
    if isinstance(answer, dict):
        return render(request, "content/edit_draft.html", answer, status=answer["status"])
    return answer


def form_shown(found, content, problems=(), *, changed="", why=None, added="", status=200):
    """Give what the page of the form shows; `changed` says what stands in the way of keeping."""
    return {
        "draft": found,
        "form": form_of(found, content, problems),
        "changed": changed,
        "changes": queries.difference(found.content, content) if status == 409 else (),
        "why": found.why if why is None else why,
        "added": added,
        "status": status,
    }


def keep_draft(request, found):
    """Keep what was typed, then do what the button said; typed words are never forgotten, kept or not."""
    content, why = typed_into(request, found), request.POST.get("why", "")[:300]
    form = forms.AddLanguageForm(request.POST) if request.POST.get("do") == "language" else None
    if form and not form.is_valid():
        return form_shown(found, content, changed=form.errors["language"][0], why=why, added=form["language"].value())
    more = [form.cleaned_data["language"]] if form else []
    try:
        words = {"why": why, "languages": [*dict.fromkeys([*found.languages, *more])]}
        actions.write(found, content, seen=whole(request.POST.get("seen", "")), by=request.user, **words)
    except Refusal as refusal:
        return form_shown(reached(request, found.pk), content, changed=refusal.sentence, why=why, status=refusal.status)
    return go_on(request, found)


def go_on(request, found):
    """Do what the button said once the words are kept."""
    what = request.POST.get("do", "").partition(":")[0]
    if what == "check":
        return checked(request, found)
    if what == "preview":
        return redirect("preview-draft", pk=found.pk)
    if what in ("add", "remove", "up", "down", "language"):
        return form_shown(found, found.content)
    messages.success(request, _("Kept. Nobody outside sees it yet."))
    return redirect("draft", pk=found.pk)


def checked(request, found):
    """Check it; what is wrong is said beside its words."""
    problems = queries.problems_of(found)
    if problems:
        return form_shown(found, found.content, problems)
    actions.check(found, problems=problems, by=request.user)
    messages.success(request, _("The check found nothing to put right. A second person can read it now."))
    return redirect("draft", pk=found.pk)


@require_POST
@editors
def check_draft(request, pk):
    found = reached(request, pk)
    rules.check_can_write(request.user, found)
    if isinstance(checked(request, found), dict):
        return redirect(reverse("edit-draft", kwargs={"pk": pk}) + "?check=1")
    return redirect("draft", pk=pk)


@require_safe
@editors
def preview_draft(request, pk):
    found = reached(request, pk)
    shown = queries.preview(Kind(found.kind), found.content, found.name)
    return render(request, "content/preview_draft.html", {"draft": found, "shown": shown})


@require_POST
@editors
def ask(request, pk):
    actions.ask(reached(request, pk), by=request.user)
    messages.success(request, _("The rest of the programme team has been told. One of them reads it and decides."))
    return redirect("draft", pk=pk)


@require_POST
@editors
def take_back(request, pk):
    actions.take_back(reached(request, pk), by=request.user)
    return redirect("edit-draft", pk=pk)


@require_POST
@editors
def catch_up(request, pk):
    actions.catch_up(reached(request, pk), by=request.user)
    messages.success(request, _("Your draft may take the place of what is published now. Check it once more."))
    return redirect("draft", pk=pk)


@require_POST
@editors
def drop(request, pk):
    actions.drop(reached(request, pk), by=request.user)
    messages.success(request, _("Put away. Nothing on the site has changed."))
    return redirect("content")


@require_POST
@editors
def publish(request, pk):
    found = reached(request, pk)
    problems, seen = queries.problems_of(found), whole(request.POST.get("seen", ""))
    made = actions.publish(found, problems=problems, seen=seen, by=request.user)
    messages.success(request, _("Published. Everybody sees it from now on."))
    return redirect("edition", pk=made.pk)


@require_POST
@editors
def send_back(request, pk):
    found, form = reached(request, pk), forms.SendBackForm(request.POST)
    if form.is_valid():
        actions.send_back(found, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Sent back, with your words."))
        return redirect("draft", pk=pk)
    page = queries.draft_page(request.user, found)
    return render(request, "content/send_back.html", {"page": page, "form": form})
