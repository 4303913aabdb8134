"""Answering before training, after it and three months later: at one address for all of a session, as nobody.

No message, no session and no cookie of ours is used here, whoever sits there: nothing could say who answered.
"""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from partnership.academy.actions import asked as actions
from partnership.academy.forms.asked import AskedForm
from partnership.academy.queries import asked as queries
from partnership.academy.rules import asked as rules
from partnership.accounts.models import Person, System
from partnership.core.codes import Busy
from partnership.core.refusals import Refusal

left_nowhere = cache_control(private=True, no_store=True)  # whoever goes back in the browser finds nothing


def no_link(request):
    return render(request, "academy/asked/no_link.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@left_nowhere
def answer_asked(request, link):
    asking = queries.asking_at(link)
    if asking is None:
        return no_link(request)
    page = queries.asked_page(asking)
    if not page.wave or not page.groups:
        return closed(request, page, request.POST)
    form = AskedForm(page, request.POST if request.method == "POST" else None)
    found = queries.could_show(form["words"].value() or "") if form.is_bound and page.asks_words else ()
    if form.is_bound and form.is_valid() and form.ask_once(found) and kept(asking, form):
        return redirect("thanks-asked", link=asking.link_secret)
    return render(request, "academy/asked/answer_asked.html", {"page": page, "form": form, "found": found})


def kept(asking, form):
    """Keep what was chosen; whatever is refused, nothing that was typed is lost."""
    given = {"key": form.cleaned_data["sheet"], "words": form.own_words, "language": queries.language_written_in()}
    nobody = Person.objects.system(System.WITHOUT_ACCOUNT)
    try:
        code = rules.kept_code(asking, form.code)
        actions.answer_asked(asking, form.cleaned_data["wave"], form.chosen, by=nobody, code=code, **given)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
    except Busy:
        form.add_error(None, _("Many people are answering at this moment. Wait some seconds, then press again."))
    return not form.errors


def closed(request, page, typed):
    """Say when something is asked again; whoever comes too late reads the words they had typed."""
    return render(request, "academy/asked/closed.html", {"page": page, "words": typed.get("words", "")})


@require_safe
@left_nowhere
def thanks_asked(request, link):
    asking = queries.asking_at(link)
    if asking is None:
        return no_link(request)
    return render(request, "academy/asked/thanks_asked.html", {"page": queries.asked_page(asking)})
