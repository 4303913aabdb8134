from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnership.core import actions, exports, leaving, pack, processing, queries, samples
from partnership.core.forms import KeepFilterForm, LettersForm, ReportPageForm
from partnership.core.models import Notice, SavedFilter


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
def about_protecting(request):
    return render(request, "core/about_protecting.html")


@require_GET
def about_processing(request):
    shown = {"activities": processing.activities(), "others": processing.other_tables()}
    return render(request, "core/about_processing.html", shown)


@require_GET
def processing_csv(request):
    return exports.as_csv(processing.record())


@require_GET
def processing_json(request):
    return exports.as_json(processing.record())


@require_GET
def about_words_of_others(request):
    return render(request, "core/about_words_of_others.html", {"positions": processing.words_of_others()})


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


@login_required
@require_GET
def notices(request):
    page = queries.notices(request.user, request.GET.get("page", "1"))
    return render(request, "core/notices.html", {"page": page})


@login_required
@require_POST
def read_notice(request, pk):
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.read_notice(notice, by=request.user)
    return redirect("notices")


@login_required
@require_POST
def read_all_notices(request):
    actions.read_all_notices(by=request.user)
    return redirect("notices")


@login_required
@require_http_methods(["GET", "POST"])
def choose_letters(request):
    form = LettersForm(request.POST or None, initial=queries.letters_chosen(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose_letters(form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. From now on we write as you chose."))
        return redirect("notices")
    return render(request, "core/choose_letters.html", {"form": form})


@csrf_exempt  # one click in a mail program, which has no cookie of ours; the signed link says whose letters they are
@require_http_methods(["GET", "POST"])
def stop_letters(request, token):
    person = queries.person_of_letter(token)
    if person and request.method == "POST":
        actions.stop_letters(by=person)
    shown = {"person": person, "stopped": request.method == "POST"}
    return render(request, "core/stop_letters.html", shown)


@login_required
@require_POST
def keep_filter(request):
    form = KeepFilterForm(request.POST)
    if not form.is_valid():
        return render(request, "core/keep_filter.html", {"form": form})
    kept = actions.keep_filter(**form.cleaned_data, by=request.user)
    messages.success(request, _("Kept as “%(name)s”.") % {"name": kept.name})
    return redirect(f"{kept.page}?{kept.query}")


@login_required
@require_POST
def forget_filter(request, pk):
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    actions.forget_filter(kept, by=request.user)
    return redirect(kept.page)


@require_GET
def components(request):
    return render(request, "core/components.html", {"samples": samples, "lines": queries.help_now()})


@require_GET
def leave(request):
    return leaving.left(request)


@require_GET
def healthz(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True, "pack": pack.current().key, "profile": settings.PROFILE})


def not_found(request, exception):
    return render(request, "core/not_found.html", status=404)


def broken(request):
    return render(request, "core/broken.html", {"lands_on": leaving.OTHERWISE}, status=500)


def csrf_failure(request, reason=""):
    return render(request, "core/csrf_failure.html", status=403)
