from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnership.academy.models import Session
from partnership.academy.queries import sessions as queries
from partnership.academy.queries.lines import prepared
from partnership.core.visitors import somebody


@require_safe
def sessions(request):
    page = queries.session_list(somebody(request), request.GET)
    return render(request, "academy/sessions/sessions.html", {"page": page})


@require_safe
def session(request, pk):
    person = somebody(request)
    found = get_object_or_404(prepared(Session.objects.visible_to(person)), pk=pk)
    return render(request, "academy/sessions/session.html", {"page": queries.session_page(found, person)})
