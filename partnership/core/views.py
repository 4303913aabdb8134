from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from partnership.core import actions, pack, queries, samples
from partnership.core.forms import ReportPageForm


@require_GET
def about(request):
    return render(request, "core/about.html")


@require_GET
def about_methods(request):
    return render(request, "core/about_methods.html", {"methods": queries.methods()})


@require_GET
def about_method(request, key):
    method = queries.method(key)
    if method is None:
        raise Http404(_("There is no such method."))
    return render(request, "core/about_method.html", {"method": method})


@require_GET
def about_doubts(request):
    return render(request, "core/about_doubts.html", {"doubts": queries.doubts()})


@require_GET
def about_privacy(request):
    return render(request, "core/about_privacy.html")


@require_GET
def about_accessibility(request):
    return render(request, "core/about_accessibility.html")


@require_http_methods(["GET", "POST"])
def report_page(request):
    page = urlsplit(request.GET.get("page", "/")).path
    form = ReportPageForm(request.POST or None, initial={"page": page})
    if request.method == "POST" and form.is_valid():
        nobody_in_particular = get_user_model().objects.system("without-account")
        actions.report_page(form.cleaned_data["page"], form.cleaned_data["kind"], by=nobody_in_particular)
        return redirect("report-page-kept")
    return render(request, "core/report_page.html", {"form": form, "lines": queries.help_now()})


@require_GET
def report_page_kept(request):
    return render(request, "core/report_page_kept.html", {"lines": queries.help_now()})


@require_GET
def components(request):
    return render(request, "core/components.html", {"samples": samples, "lines": queries.help_now()})


@require_GET
def healthz(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True, "pack": pack.current().key, "profile": settings.PROFILE})


def not_found(request, exception):
    return render(request, "core/not_found.html", status=404)


def broken(request):
    return render(request, "core/broken.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "core/csrf_failure.html", status=403)
