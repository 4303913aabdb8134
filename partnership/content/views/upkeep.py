from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnership.accounts.models import Person
from partnership.content import actions, forms, queries
from partnership.content.models import Kind
from partnership.content.views.words import editors
from partnership.core.refusals import Refusal


def seen(request, address):
    """Reach a file of words that the person may edit."""
    page = queries.words_page(request.user, f"{address}.yaml")
    if page is None:
        raise Http404(_("There are no such words."))
    return page


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def name_owner(request, address):
    page = seen(request, address)
    people = queries.could_look_after(Kind(page.words.kind), request.user, page.words.looked_after)
    form = forms.OwnerForm(request.POST or None, people=people, initial=asked(page))
    if request.method == "POST" and form.is_valid() and named(request, page, form):
        return redirect("words", address=address)
    return render(request, "content/name_owner.html", {"page": page, "form": form})


def asked(page):
    """Give what stands there now."""
    kept = page.words.looked_after
    return {"owner": kept.owner.pk if kept and kept.owner else "", "check_by": kept.check_by if kept else None}


def named(request, page, form):
    """Do it, or say at the question why not."""
    said = form.cleaned_data
    owner = get_object_or_404(Person, pk=said["owner"]) if said["owner"] else None
    try:
        actions.name_owner(page.words.name, owner, said["check_by"], by=request.user)
    except Refusal as refusal:
        form.add_error("check_by", refusal.sentence)
        return False
    messages.success(request, _("Saved. It comes up in their work before the day."))
    return True


@require_POST
@editors
def say_checked(request, address):
    page = seen(request, address)
    actions.say_checked(page.words.name, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("Thank you. It is asked again in three months."))
    return redirect("words", address=address)
