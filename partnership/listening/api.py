from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema

from partnership.listening.queries import count_files as queries

api = NinjaAPI(
    title="Heartwood: what people say",
    version="1",
    description="Published counts of what got in people's way, each with its band or its silence. Read only; no key.",
    docs_url=None,
    urls_namespace="api-counts-v1",
)


class Release(Schema):
    quarter: str
    words: str
    page: str


class Count(Schema):
    quarter: str
    question: str
    answer: str
    answer_words: str
    by: str
    part: str
    part_words: str
    at_least: int | None = Field(None, description="Empty for a silence, which is never a nought; see status")
    at_most: int | None
    status: str
    why_no_value: str
    drawn: str = Field(description="The quarter in which this count was last drawn; empty for a silence")
    unit: str
    definition: str
    source: str
    licence: str
    page: str


class Counts(Schema):
    quarter: str
    least: int
    width: int
    licence: str
    items: list[Count]


class Problem(Schema):
    sentence: str


@api.exception_handler(Http404)
def not_found(request, problem):
    return api.create_response(request, {"sentence": str(problem)}, status=404)


@api.get("/releases", response=list[Release], summary="Every quarter that was published, the newest first")
def releases(request):
    return queries.release_records()


@api.get("/releases/{quarter}", response={200: Counts, 404: Problem}, summary="Every count of one quarter")
def release(request, quarter: str):
    found = queries.release_record(quarter)
    if found is None:
        raise Http404(_("That quarter was not published. /api/v1/counts/releases lists those that were."))
    return found
