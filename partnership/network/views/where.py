from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from partnership.core import exports
from partnership.network import queries
from partnership.network.forms import WhereForm


@login_required
@require_GET
def where_are_we(request):
    page = queries.where_we_are(request.user, request.GET.dict())
    query = "&".join(f"{name}={request.GET[name]}" for name in ("sector", "place", "step") if request.GET.get(name))
    return render(request, "network/where_are_we.html", {"page": page, "form": WhereForm(request.GET), "query": query})


@login_required
@require_GET
def where_are_we_file(request, ending):
    return exports.answer(request, queries.export(request.user, request.GET.dict()), ending)
