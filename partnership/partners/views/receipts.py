from functools import wraps

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from partnership.partners.forms.charter import VerifyForm
from partnership.partners.queries import receipts as queries


def kept_in_memory(view):
    """Never write an upload to a disk. What is inside checks the token, once the upload has its place."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request):
        request.upload_handlers = [MemoryFileUploadHandler(request)]
        return view(request)

    return wrapped


@kept_in_memory
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    asked = (
        request.POST if request.method == "POST" else {"code": request.GET["code"]} if "code" in request.GET else None
    )
    form = VerifyForm(asked, request.FILES or None, sent=int(request.META.get("CONTENT_LENGTH") or 0))
    verdict = None
    if asked is not None and form.is_valid():
        file = form.cleaned_data["file"]
        verdict = queries.verify_file(file.read()) if file else queries.verify_code(form.cleaned_data["code"])
    return render(request, "partners/verify.html", {"form": form, "verdict": verdict})


@require_safe
def receipt(request, code):
    page = queries.receipt(code)
    if page is None:
        raise Http404(_("There is no receipt with this code."))
    return render(request, "partners/receipt.html", {"page": page})


@require_safe
def receipt_text(request, code):
    page = queries.receipt(code)
    if page is None:
        raise Http404(_("There is no receipt with this code."))
    response = HttpResponse(page.lines.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{page.code}.txt"'
    return response


@require_safe
def receipt_paper(request, code):
    found = get_object_or_404(request.partner.commitments.ever_signed().exclude(pdf=None), code=code)
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{found.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
