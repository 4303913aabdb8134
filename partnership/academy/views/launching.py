from functools import wraps

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from partnership.academy.forms.launching import LaunchForm
from partnership.academy.queries import launching as queries
from partnership.academy.views.catalogue import found
from partnership.core import launch_keys


def leading_to(tool, request, template, context):
    """Show a page whose form may lead to a tool's addresses, and to no others."""
    return csp_update({"form-action": tool.origins})(render)(request, template, context)


def asked_by_address(view):
    """Ask a form's question again by address: the form of another site brings no session, an address does."""

    @wraps(view)
    def asked(request):
        if request.method == "POST":
            return redirect(f"{request.path}?{request.POST.urlencode()}")
        return view(request)

    return asked


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def open_course(request, key):
    page = found(queries.launch_page(key, request.user))
    form = LaunchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(queries.where_it_starts(key, request.user, form.cleaned_data))
    return leading_to(page.tool, request, "academy/launching/open_course.html", {"page": page, "form": form})


@csrf_exempt  # what a form asked is asked again by address: that changes nothing, and brings the session along
@require_http_methods(["GET", "POST"])
@never_cache
@asked_by_address
@login_required
def answer_tool(request):
    page = queries.answer(request.GET.dict(), request.user)
    return leading_to(page.tool, request, "academy/launching/answer_tool.html", {"page": page})


@require_safe
def launch_keys_file(request):
    return JsonResponse(launch_keys.published())
