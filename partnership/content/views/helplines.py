from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnership.content import actions, forms, queries, rules
from partnership.content.models import Kind, standing, title_of
from partnership.content.views.words import editors
from partnership.core import pack
from partnership.core.refusals import Refusal

THE_SITE_SAYS = ("checked",)  # saving says that it was tried today


def helpline(request, key):
    """Reach a helpline, which only those do who may change one at once."""
    rules.check_can_act_at_once(request.user)
    found = pack.file(f"helplines/{key}.yaml")
    if found is None:
        raise Http404(_("There is no such helpline."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def change_helpline(request, key):
    found = helpline(request, key)
    if request.method == "POST":
        return changed_at_once(request, dict(found.content), "content/change_helpline.html", new=False)
    shown = asks(found.content, standing(found.name))
    return render(request, "content/change_helpline.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def add_helpline(request):
    rules.check_can_act_at_once(request.user)
    if request.method == "POST":
        return changed_at_once(request, {}, "content/add_helpline.html", new=True)
    return render(request, "content/add_helpline.html", asks({"owner": _("safeguarding lead")}, ""))


def asks(content, seen, *, problems=(), why="", missing=""):
    languages = spoken(content)
    place = queries.place_for(Kind.HELPLINE, content)
    form = forms.asked(
        Kind.HELPLINE, content, languages=languages, problems=problems, file=place, leave_out=THE_SITE_SAYS
    )
    called = title_of(place) if place else ""
    return {"form": form, "content": content, "called": called, "seen": seen, "why": why, "missing": missing}


def spoken(content):
    """Give the languages that a helpline is written in, English first."""
    found = {one for field in ("name", "about", "hours") for one in content.get(field) or {}}
    return ["en", *sorted(found - {"en"})]


def changed_at_once(request, before, template, *, new):
    """Let it count at once, or say at each question what is wrong; what was typed stays."""
    typed = forms.answered(Kind.HELPLINE, before, request.POST, spoken(before), leave_out=THE_SITE_SAYS)
    content = forms.with_keys(Kind.HELPLINE, {**typed, "checked": timezone.localdate().isoformat()})
    problems, why = queries.problems_with(Kind.HELPLINE, content), request.POST.get("why", "")[:300]
    seen = request.POST.get("seen", "")
    try:
        made = actions.change_helpline(content, why=why, problems=problems, seen=seen, new=new, by=request.user)
    except Refusal as refusal:
        shown = asks(content, seen, problems=problems, why=why, missing=refusal.sentence)
        return render(request, template, shown, status=refusal.status)
    messages.success(request, _("It counts from now on. The programme team has been told."))
    return redirect("edition", pk=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def remove_helpline(request, key):
    found = helpline(request, key)
    form = forms.RemoveForm(request.POST or None, initial={"seen": standing(found.name)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = actions.remove_helpline(found.name, why=said["why"], seen=said["seen"], by=request.user)
        messages.success(request, _("It is gone from every page. The programme team has been told."))
        return redirect("edition", pk=made.pk)
    shown = {"form": form, "helpline": found.content, "called": title_of(found.name)}
    return render(request, "content/remove_helpline.html", shown)
