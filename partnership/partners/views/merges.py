from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.partners.actions import merges as actions
from partnership.partners.forms.merges import ChooseTwoForm, MergeForm
from partnership.partners.models import Merge, Partner
from partnership.partners.queries import merges as queries
from partnership.partners.rules import merges as rules


def two(request, kind, kept, gone):
    """Reach the two rows, as far as the person who asks sees them."""
    rules.check_can_see_merges(request.user)
    if kind == "partner":
        seen = {one.pk: one for one in Partner.objects.visible_to(request.user).filter(pk__in=[kept, gone])}
        found = [seen[key] for key in (kept, gone) if key in seen]
    else:
        found = queries.people_seen(request.user, kept, gone)
    if len(found) != 2:
        raise Http404
    return found


@require_safe
def merges(request):
    page = queries.merge_list(request.user, request.GET.get("page"))
    return render(request, "partners/merges.html", {"page": page})


@require_safe
def choose_two(request):
    rules.check_can_see_merges(request.user)
    form = ChooseTwoForm(request.GET or None)
    if form.is_valid():
        typed = form.cleaned_data["kept"], form.cleaned_data["gone"]
        for kind, find in (("partner", queries.find_partner), ("person", queries.find_person)):
            kept, gone = (find(request.user, one) for one in typed)
            if kept and gone:
                return redirect("merge-two", kind=kind, kept=kept.pk, gone=gone.pk)
        form.add_error(None, _("We found no two of these names. Write both names in full, or both e-mail addresses."))
    return render(request, "partners/choose_two.html", {"form": form})


@require_http_methods(["GET", "POST"])
def merge_two(request, kind, kept, gone):
    both = two(request, kind, kept, gone)
    page = queries.merge_page(request.user, *both)
    form = MergeForm(page.fields, request.POST or None)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        act = actions.merge_partners if kind == "partner" else actions.merge_people
        merge = act(*both, by=request.user, chosen=form.chosen)
        messages.success(request, _("The two are one now. This can be taken back for thirty days."))
        return redirect("merge", pk=merge.pk)
    return render(request, "partners/merge_two.html", {"form": form, "page": page})


@require_POST
def say_distinct(request, kind, kept, gone):
    actions.say_distinct(*two(request, kind, kept, gone), by=request.user)
    messages.success(request, _("Noted: these are two. They are not proposed again."))
    return redirect("merges")


@require_safe
def show_merge(request, pk):
    merge = get_object_or_404(Merge.objects.visible_to(request.user), pk=pk)
    return render(request, "partners/show_merge.html", {"page": queries.merge_line(request.user, merge)})


@require_POST
def undo_merge(request, pk):
    merge = get_object_or_404(Merge.objects.visible_to(request.user), pk=pk)
    left = actions.undo_merge(merge, by=request.user)
    said = ngettext(
        "%(count)s thing stays: somebody has changed it since.",
        "%(count)s things stay: somebody has changed them since.",
        left,
    )
    messages.success(
        request, _("Everything is back where it was.") if not left else _("Taken back.") + " " + said % {"count": left}
    )
    return redirect("merges")
