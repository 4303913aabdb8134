from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnership.content import actions, queries, rules
from partnership.content.models import Edition


def editors(view):
    """Let only those see the page who may edit some of the words."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        rules.check_can_open(request.user)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@editors
def content(request):
    return render(request, "content/content.html", {"page": queries.content_page(request.user)})


@require_safe
@editors
def words(request, address):
    page = queries.words_page(request.user, f"{address}.yaml")
    if page is None:
        raise Http404(_("There are no such words."))
    return render(request, "content/words.html", {"page": page})


@require_safe
@editors
def edition(request, pk):
    found = get_object_or_404(Edition.objects.visible_to(request.user), pk=pk)
    return render(request, "content/edition.html", {"page": queries.edition_page(found)})


@require_POST
@editors
def put_back(request, pk):
    found = get_object_or_404(Edition.objects.visible_to(request.user), pk=pk)
    actions.put_back(found, by=request.user)
    messages.success(request, _("The edition counts again."))
    return redirect("content")
