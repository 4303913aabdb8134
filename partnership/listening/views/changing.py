"""What somebody does with their story, by the code: adds, corrects, decides, judges, allows, takes back, locks."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.listening.actions import back as actions
from partnership.listening.forms.back import AddForm, BetterForm, CorrectForm, RefuseForm
from partnership.listening.models import Purpose
from partnership.listening.queries import back as queries
from partnership.listening.views.back import ASKS, forgets, page, sent, with_draft, with_story
from partnership.listening.views.telling import nobody


def back_to_story(done):
    """Go back to the story, which says what was done. No message waits in a session: there is none."""
    return redirect(f"{reverse('my-story')}?{urlencode({'done': done})}")


def there(found):
    """Give what was found, or say that there is nothing."""
    if found is None:
        raise Http404(_("There is no such page."))
    return found


@ASKS
@with_story
def add_to_story(request, story):
    form = AddForm(request.voice.said, sent(request))
    if request.method == "POST" and form.is_valid() and not form.shows():
        actions.add_words(story, form.cleaned_data["words"], by=nobody())
        return back_to_story("added")
    return page(request, "listening/changing/add_to_story.html", request.voice, form=form, shows=form.shows())


@ASKS
@with_story
def correct_story(request, story):
    form = CorrectForm(request.voice.said, story, sent(request), initial=queries.closed_answers(story))
    if request.method == "POST" and form.is_valid():
        actions.correct_story(story, form.corrected(), by=nobody())
        return back_to_story("corrected")
    return page(request, "listening/changing/correct_story.html", request.voice, form=form)


@require_safe
@with_story
def public_words(request, story, pk):
    version = there(queries.version_of(story, pk))
    shown = {"page": queries.public_words(story, version)}
    return page(request, "listening/changing/public_words.html", request.voice, **shown)


@ASKS
@with_story
def approve_words(request, story, pk):
    version = there(queries.version_of(story, pk))
    if request.method == "POST":
        actions.approve_version(story, version, by=nobody())
        return back_to_story("approved")
    shown = {"page": queries.public_words(story, version)}
    return page(request, "listening/changing/approve_words.html", request.voice, **shown)


@ASKS
@with_story
def refuse_words(request, story, pk):
    version, form = there(queries.version_of(story, pk)), RefuseForm(request.voice.said, sent(request))
    if request.method == "POST" and form.is_valid():
        actions.refuse_version(story, version, by=nobody())
        if form.cleaned_data["words"].strip():
            actions.add_words(story, form.cleaned_data["words"], by=nobody())
        return back_to_story("refused")
    shown = {"page": queries.public_words(story, version), "form": form}
    return page(request, "listening/changing/refuse_words.html", request.voice, **shown)


@ASKS
@with_story
def say_better(request, story, pk):
    route = there(queries.route_of(story, pk))
    form = BetterForm(request.voice.said, str(route.partner), sent(request))
    if request.method == "POST" and form.is_valid():
        actions.judge(route, form.cleaned_data["better"], by=nobody())
        return back_to_story("judged")
    return page(request, "listening/changing/say_better.html", request.voice, form=form, route=route)


@require_safe
@with_story
def my_uses(request, story):
    return page(request, "listening/changing/my_uses.html", request.voice, uses=queries.uses(story))


@ASKS
@with_story
def change_use(request, story, use):
    there(use if use in Purpose.values else None)
    given = queries.uses(story)[use]
    if request.method == "POST":
        wanted = request.POST.get("given") == "yes"
        actions.set_use(story, use, given=wanted, by=nobody())
        return back_to_story("allowed" if wanted else "stopped")
    return page(request, "listening/changing/change_use.html", request.voice, use=use, given=given)


@ASKS
@with_story
def withdraw_my_story(request, story):
    if request.method == "POST":
        actions.withdraw_story(story, by=nobody())
        return forgets(redirect(f"{reverse('story-taken-back')}?{urlencode({'in': story.language})}"))
    return page(request, "listening/changing/withdraw_my_story.html", request.voice)


@ASKS
@with_story
def lock_my_code(request, story):
    if request.method == "POST":
        actions.lock_code(story, by=nobody())
        return forgets(redirect(f"{reverse('code-locked')}?{urlencode({'in': story.language})}"))
    return page(request, "listening/changing/lock_my_code.html", request.voice)


@ASKS
@with_draft
def delete_my_draft(request, draft):
    if request.method == "POST":
        actions.delete_draft(draft, by=nobody())
        return redirect("my-story" if queries.found_by(request.code) else "come-back")
    return page(request, "listening/changing/delete_my_draft.html", request.voice)
