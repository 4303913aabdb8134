from functools import wraps

from django.conf import settings
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from partnership.partners.queries import open_referral as queries


def if_on(view):
    """Off unless the site's settings say otherwise."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not settings.OPEN_REFERRAL:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@require_safe
@if_on
def about(request):
    return JsonResponse(queries.about())


@require_safe
@if_on
def services(request):
    page = queries.services(request.GET.get("page"), request.GET.get("per_page"))
    return JsonResponse(page, json_dumps_params={"ensure_ascii": False})


@require_safe
@if_on
def service(request, identifier):
    found = queries.service(identifier)
    if found is None:
        raise Http404
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
