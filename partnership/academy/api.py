from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema

from partnership.academy.queries import trained_files as queries

api = NinjaAPI(
    title="Heartwood: who is trained",
    version="1",
    description="Published counts of people who are trained, each once, with its band or its silence. Read only; no key.",
    docs_url=None,
    urls_namespace="api-trained-v1",
)


class Release(Schema):
    quarter: str
    words: str
    page: str
    definition_version: str = Field(description="Another version is another series: never compare across it")


class Count(Schema):
    quarter: str
    counted_on: str
    count: str = Field(description="trained, attendances or people (who came): three counts that are never added up")
    level: str
    level_words: str
    by: str
    part: str
    part_words: str
    at_least: int | None = Field(None, description="Empty for a silence, which is never a nought; see status")
    at_most: int | None
    status: str
    why_no_value: str
    drawn: str = Field(description="The quarter in which this count was last drawn; empty for a silence")
    unit: str
    share_percent: float | None = Field(
        None, description="Of those who work here; empty where nobody knows, or too few"
    )
    share_low: float | None
    share_high: float | None
    why_no_share: str | None
    workforce: float | None
    workforce_low: float | None
    workforce_high: float | None
    workforce_years: str | None
    definition: str
    not_counted: str
    definition_version: str
    source: str
    workforce_source: str
    invented: bool
    licence: str
    page: str


class Counts(Release):
    least: int
    width: int
    licence: str
    about: str
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
        raise Http404(_("That quarter was not published. /api/v1/trained/releases lists those that were."))
    return found
