from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.core.visitors import somebody
from partnership.hub import queries


@require_safe
def search(request):
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "page")}
    found = queries.search(somebody(request), asked["q"].strip(), asked["kind"], asked["page"])
    return render(request, "hub/search.html", {"found": found, "kind": asked["kind"]})
