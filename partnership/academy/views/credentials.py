"""Credentials: taken by whoever they are about, and read by whatever checks them. Off unless the site has a key for it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from partnership.academy.actions import credentials as actions
from partnership.academy.forms.certificates import TakeForm
from partnership.academy.models import Completion
from partnership.academy.queries import credentials as queries
from partnership.core.credentials import switched_on

ANYBODY = {"Access-Control-Allow-Origin": "*"}  # a verifier may be a page in somebody's browser
READABLE = {"ensure_ascii": False, "indent": 1}
left_nowhere = cache_control(private=True, no_store=True)


def if_on(view):
    """Off unless the site's settings say otherwise and there is a key."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not switched_on():
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@if_on
@login_required
@left_nowhere
@require_http_methods(["GET", "HEAD", "POST"])
def take_credential(request, pk):
    mine = Completion.objects.visible_to(request.user).select_related("session", "person")
    completion = get_object_or_404(mine, pk=pk, person=request.user)
    page = queries.taking(completion, request.user)
    form = TakeForm(request.POST if request.method == "POST" else None, page=page)
    if request.method == "POST" and form.is_valid():
        actions.take_credential(completion, with_address=form.cleaned_data["says"] == "address", by=request.user)
        messages.success(request, _("It is signed. You can take it now, and again whenever you like."))
        return redirect("take-credential", pk=pk)
    return render(request, "academy/credentials/take_credential.html", {"form": form, "page": page})


@if_on
@login_required
@left_nowhere
@require_safe
def own_credential(request, number):
    found = queries.own_document(number, request.user)
    if found is None:
        raise Http404
    said = {"Content-Disposition": f'attachment; filename="credential-{number}.json"'}
    return JsonResponse(found, json_dumps_params=READABLE, headers=said)


@if_on
@cache_control(public=True, max_age=300)
@require_safe
def credential_issuer(request):
    return JsonResponse(queries.issuer(), json_dumps_params=READABLE, headers=ANYBODY)


@if_on
@cache_control(public=True, max_age=300)
@require_safe
def credential_status(request, number):
    found = queries.status_list(number)
    if found is None:
        raise Http404
    return JsonResponse(found, content_type="application/vc", headers=ANYBODY)
