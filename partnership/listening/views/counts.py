"""What is published of what people say: the same for everybody; and how the programme works with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnership.core import exports
from partnership.core.kept import kept
from partnership.listening import tasks
from partnership.listening.queries import count_files as files
from partnership.listening.queries import counts as queries
from partnership.listening.rules import counts as rules


def made_from(request):
    return queries.made_from()


def found(shown):
    if shown is None:
        raise Http404(_("That quarter was not published."))
    return shown


@require_safe
@kept(made_from)
def what_people_say(request):
    return render(request, "listening/counts/what_people_say.html", {"page": queries.counts_page()})


@require_safe
@kept(made_from)
def what_people_say_quarter(request, quarter):
    page = found(queries.counts_page(quarter))
    return render(request, "listening/counts/what_people_say_quarter.html", {"page": page})


@require_safe
@kept(made_from)
def about_these_counts(request):
    return render(request, "listening/counts/about_these_counts.html", {"licence": files.licence()})


@require_safe
def what_people_say_file(request, quarter, ending):
    return exports.answer(request, found(files.counts_export(quarter)), ending)


@require_safe
@kept(made_from)
def what_people_say_picture(request, quarter, width):
    return HttpResponse(found(queries.counts_picture(quarter, width)), content_type="image/svg+xml")


@login_required
@require_safe
def programme_listening(request):
    rules.check_can_see_counting(request.user)
    shown = {"page": queries.programme_counts(request.user)}
    return render(request, "listening/counts/programme_listening.html", shown)


@login_required
@require_POST
def publish_counts(request, quarter):
    tasks.publish_now(quarter, by=request.user)
    messages.success(request, _("Published. Everybody can read it now."))
    return redirect("programme-listening")
