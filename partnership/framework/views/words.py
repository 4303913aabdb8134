"""Words of their own, after the questions: they go to a reader, and to nobody else here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnership.core.refusals import Refusal
from partnership.framework.actions import words as actions
from partnership.framework.forms.answering import CodeForm
from partnership.framework.forms.words import WordsForm
from partnership.framework.queries import words as queries
from partnership.framework.queries.answering import first_page, takes
from partnership.framework.rules import answering as rules
from partnership.framework.views.answering import (
    ASKS,
    at_link,
    code_of,
    left_nowhere,
    nobody,
    over,
    sent,
    too_many_wrong,
    who,
    with_code,
    wrong_code,
)
from partnership.framework.views.by_name import reached


def words(request, response, ways, code=""):
    """Ask for words, or send them. Nothing that was typed is lost, whatever is refused."""
    if request.method != "POST" and not takes(response):
        return over(request, response.seat, ways)
    form = WordsForm(sent(request))
    found = queries.could_show(form["words"].value() or "") if form.is_bound else ()
    if form.is_bound and form.is_valid() and form.ask_once(found):
        late = kept(request, response, ways, form, code)
        if late or not form.errors:
            return late or redirect(ways.to("look-over"))
    shown = {"page": queries.words_page(response, ways, code), "form": form, "found": found}
    return render(request, "framework/words/words.html", shown)


def kept(request, response, ways, form, code):
    """Send it to a reader; whoever comes too late is shown what they had written."""
    said = {"holder": who(request, ways), "code": code, "language": queries.language_written_in()}
    try:
        actions.write_words(response, form.cleaned_data["words"], by=nobody(), **said)
    except rules.TooLate:
        return over(request, response.seat, ways, form.cleaned_data["words"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
    return None


@ASKS
@with_code
def words_by_link(request, response, ways):
    return words(request, response, ways, code_of(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@left_nowhere
def words_by_name(request, response):
    answer = words(request, *reached(request, response))
    if answer.status_code == 302:
        messages.success(request, _("Sent to a reader, without your name."))
    return answer


@ASKS
@at_link
def my_words_by_link(request, seat, ways):
    form, written, gone = CodeForm(sent(request)), None, False
    if form.is_bound and form.is_valid() and not too_many_wrong(request, seat, form):
        code = form.cleaned_data["code"]
        written = queries.written(seat, code)
        if written is None:
            wrong_code(request, seat, form)
        elif "back" in request.POST:
            actions.take_words_back(seat, code, by=who(request, ways))
            written, gone = None, True
    shown = {"page": first_page(seat, ways), "form": form, "written": written, "gone": gone}
    return render(request, "framework/words/my_words_by_link.html", shown)
