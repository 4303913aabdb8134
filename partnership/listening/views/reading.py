from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.events import urn
from partnership.listening.actions import reading as actions
from partnership.listening.forms.reading import FinishStoryForm
from partnership.listening.models import Story
from partnership.listening.queries import reading as queries
from partnership.listening.rules import reading as rules
from partnership.reading.forms.queue import VersionForm
from partnership.reading.queries import reading as of_texts
from partnership.reading.rules.queue import check_reads
from partnership.reading.views.queue import found_in, kept_nowhere, not_refused, reached, shows


def story_of(request, pk):
    """Reach a story as a reader who may know of it."""
    check_reads(request.user)
    story = get_object_or_404(Story.objects.visible_to(request.user).select_related("partner"), pk=pk)
    rules.check_can_read_story(request.user, story)
    return story


@login_required
@require_safe
def stories(request):
    check_reads(request.user)
    page = queries.story_list(request.user, request.GET.get("turn", ""))
    return render(request, "listening/reading/stories.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def read_story(request, pk):
    story, form = story_of(request, pk), FinishStoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.finish_story(story, form.how_grave, form.cleaned_data["outcome"], by=request.user)
        messages.success(request, _("Read. The words are closed again. Thank you."))
        return redirect("read-story", pk=pk)
    shown = {"page": queries.story_page(story, request.user), "form": form, "show": shows(request)}
    return render(request, "listening/reading/read_story.html", shown)


@login_required
@require_POST
def take_story(request, pk):
    actions.take_story(story_of(request, pk), by=request.user)
    return redirect("read-story", pk=pk)


@login_required
@require_POST
def hand_story_back(request, pk):
    actions.hand_story_back(story_of(request, pk), by=request.user)
    messages.success(request, _("Handed back. That is always all right."))
    return redirect("reading")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def story_version(request, pk, text, use):
    story, of = version_of(request, pk, text, use)
    known = {"alike": queries.alike(story), "places": queries.names_to_look_for(story)}
    page = of_texts.version_page(of, use, request.user, child=rules.is_perhaps_a_childs(story), **known)
    form = VersionForm(request.POST or None, initial={"words": page.start})
    found = found_in(form, **known)
    if form.is_bound and form.is_valid() and form.refuse_until_looked(found) and kept(request, story, of, use, form):
        return redirect(f"{queries.page_of(story)}?words=1")
    shown = {"page": page, "form": form, "found": of_texts.risks_seen(found), "story": story}
    return render(request, "listening/reading/story_version.html", shown)


def version_of(request, pk, text, use):
    """Reach one text of a story, for a use that whoever told it said yes to."""
    story, of = story_of(request, pk), reached(request, text)
    rules.check_can_make_story_version(request.user, story, use)
    return story, get_object_or_404(of.__class__.objects.visible_to(request.user), pk=of.pk, about=urn(story))


def kept(request, story, text, use, form):
    """Keep what was left; where a word is not theirs, say which, and lose nothing of what was typed."""
    words, jobs = form.cleaned_data["words"], of_texts.instead_of_names()
    risks = [one.key for one in found_in(form, alike=queries.alike(story), places=queries.names_to_look_for(story))]
    deed = actions.make_story_version
    if not not_refused(form, lambda: deed(story, text, use, words, risks, by=request.user, jobs=jobs)):
        return False
    messages.success(request, _("Kept."))
    return True
