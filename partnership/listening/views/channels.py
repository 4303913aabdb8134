"""Every way in which somebody can tell us something, and the doors to telling: as a group, with a helper, in easy words.

Behind each door are the same pages as on the site itself, and so the same code, the same warnings and the same silence
about who sat there. A helper is signed in only to open the door: what is sent is sent by nobody in particular.
"""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from partnership.listening.forms import channels as forms
from partnership.listening.forms import sending
from partnership.listening.queries import channels as queries
from partnership.listening.queries.ready import standing
from partnership.listening.queries.telling import before, help_for_children, voice
from partnership.listening.rules import channels as rules
from partnership.listening.views import telling as pages
from partnership.listening.views.ready import left_nowhere


@require_safe
@left_nowhere
def tell_us_ways(request):
    return render(request, "listening/channels/tell_us_ways.html", {"page": queries.ways_page()})


@require_safe
@left_nowhere
def tell_as_group(request):
    languages = standing().languages
    if not languages:
        return redirect("ready-to-listen")
    spoken = translation.get_language()  # of this page; the questions come in it where they can
    sent = sending.begun(spoken if spoken in languages else languages[0])
    sizes = [(label, replace(sent, told=told)) for label, told in forms.of_a_group(sent.told)]
    return render(request, "listening/channels/tell_as_group.html", {"sizes": sizes, "said": voice(spoken).said})


@login_required
@require_http_methods(["GET", "POST"])
@left_nowhere
def tell_for_somebody(request):
    rules.check_can_help(request.user)
    languages, sent = standing().languages, sending.begun("en")
    if not languages:
        return redirect("ready-to-listen")
    form = forms.HelperForm(languages, rules.own_organisations(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        return read_aloud(request, replace(sent, told=form.after(sent.told)), form.kept_out())
    return render(request, "listening/channels/tell_for_somebody.html", {"form": form})


def read_aloud(request, sent, kept_out):
    """Show what is read to the person before the first question, in their language; nobody's name stands on it."""
    spoken = voice(sent.told.language)
    with translation.override(spoken.language):
        shown = {"sent": sent, "said": spoken.said, "direction": spoken.direction, "kept_out": kept_out}
        shown["page"] = before(spoken.language, ())
        return render(request, "listening/channels/read_aloud.html", shown)


@pages.without_a_trace
def tell_us_easy(request, sent):
    if "en" not in standing().languages:
        return redirect("ready-to-listen")
    said = voice("en").said
    form = forms.EasyForm(said, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return pages.look_over(request, replace(sent, told=form.after(sent.told)))
    shown = {"form": form, "sent": sent, "said": said, "childline": help_for_children()}
    return render(request, "listening/channels/tell_us_easy.html", shown)
