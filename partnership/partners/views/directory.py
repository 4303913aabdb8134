from functools import partial

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core.kept import keep
from partnership.partners.forms.directory import DirectoryForm
from partnership.partners.queries import directory as queries


def asks(request, page):
    """Give what may stand in the address of a page that is kept: choices that there are, and nothing that was typed."""
    number = ["page"] if request.GET.get("page") == str(page.page.number) else []
    return [name for name in page.filters if name != "text"] + number


@require_safe
def directory(request):
    form = DirectoryForm({name: request.GET.get(name, "") for name in DirectoryForm.base_fields})
    page = queries.directory(form.chosen(), request.GET.get("page"))
    shown = {"form": form, "page": page, "open_referral": settings.OPEN_REFERRAL}
    return keep(
        request, page.made_from, partial(render, request, "partners/directory.html", shown), asks(request, page)
    )


@require_safe
def public_partner(request, slug):
    page = queries.public_partner(slug)
    if page is None:
        moved = queries.moved_to(slug)
        if moved:
            return redirect("public-partner", slug=moved)
        raise Http404(_("There is no such organisation in the directory."))
    return render(request, "partners/public_partner.html", {"page": page})
