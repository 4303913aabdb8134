from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from partnership.core.refusals import Refusal
from partnership.places import queries

MOST = 500

api = NinjaAPI(
    title="Heartwood",
    version="1",
    description="Published figures of places, each with its doubt or its silence. Read only; no key is needed.",
    docs_url=None,
    urls_namespace="api-v1",
)


class Area(Schema):
    code: str
    slug: str
    name: str
    kind: str
    parent: str | None
    nhs_name: str
    note: str
    page: str | None


class Indicator(Schema):
    indicator: str
    title: str
    published_title: str
    definition: str
    numerator: str
    denominator: str
    denominator_is: str
    unit: str
    decimals: int
    role: str
    factor: str
    ages: str
    stages: str
    polarity: str
    interval: str
    recorded_by_services: str
    stands_in_for: str
    period: str
    caveats: str
    breaks: str
    small_numbers: str
    source: str
    source_title: str
    source_page: str
    released: str
    licence: str


class Observation(Schema):
    place_code: str = ""
    place_name: str = ""
    stage: str = ""
    factor: str = ""
    side: str = ""
    leads: str = ""
    indicator: str = ""
    title: str = ""
    definition: str = ""
    unit: str = ""
    period: str = ""
    period_label: str = ""
    value: float | None = Field(None, description="Empty for a silence; see status and why_no_value")
    lower_95_confidence_limit: float | None = None
    upper_95_confidence_limit: float | None = None
    shown_as: str = ""
    status: str = ""
    why_no_value: str = ""
    doubt: str = ""
    count: float | None = None
    denominator: float | None = None
    denominator_is: str = ""
    compared_with: str = ""
    compared_with_value: float | None = None
    comparison: str = ""
    comparison_in_words: str = ""
    neighbours_value: float | None = None
    neighbours_comparison: str = ""
    trend: str = ""
    trend_in_words: str = ""
    origin: str = ""
    recorded_by_services: str = ""
    stands_in_for: str = ""
    source: str = ""
    source_title: str = ""
    source_page: str = ""
    released: str = ""
    licence: str = ""
    edition: str = ""
    build: str = ""


class Observations(Schema):
    count: int
    page: int
    pages: int
    items: list[Observation]


class Profile(Schema):
    area: Area
    items: list[Observation]


class Problem(Schema):
    sentence: str


def nothing_called(name, where):
    said = _("There is nothing called “%(name)s” here. %(where)s lists what there is.")
    return Http404(said % {"name": name, "where": where})


@api.exception_handler(Http404)
def not_found(request, problem):
    return api.create_response(request, {"sentence": str(problem)}, status=404)


@api.exception_handler(Refusal)
def refused(request, problem):
    return api.create_response(request, {"sentence": problem.sentence}, status=403)


@api.exception_handler(ValidationError)
def not_understood(request, problem):
    first = problem.errors[0]
    said = _("We could not read “%(name)s”: %(reason)s.") % {"name": first["loc"][-1], "reason": first["msg"]}
    return api.create_response(request, {"sentence": said}, status=422)


@api.get("/areas", response=list[Area], summary="Every area: places, the region, the nation")
def areas(request):
    return queries.area_records()


@api.get("/indicators", response=list[Indicator], summary="Every measure with its definition")
def indicators(request):
    return queries.indicator_records()


@api.get("/indicators/{slug}", response={200: Indicator, 404: Problem}, summary="One measure")
def indicator(request, slug: str):
    found = queries.indicator_record(slug)
    if found is None:
        raise nothing_called(slug, "/api/v1/indicators")
    return found


@api.get("/observations", response={200: Observations, 404: Problem}, summary="Figures by area, measure and time")
def observations(
    request,
    area: str = "",
    indicator: str = "",
    since: date | None = None,
    latest: bool = False,
    page: int = Query(1, ge=1),
    per_page: int = Query(100, ge=1, le=MOST),
):
    if area and queries.find_area(area) is None:
        raise nothing_called(area, "/api/v1/areas")
    if indicator and queries.find_indicator(indicator) is None:
        raise nothing_called(indicator, "/api/v1/indicators")
    found = queries.observations(queries.Asked(area, indicator, since, latest))
    part = found[(page - 1) * per_page : page * per_page]
    items = [queries.observation_record(figure) for figure in part]
    return {"count": len(found), "page": page, "pages": -(-len(found) // per_page), "items": items}


@api.get("/places/{slug}/profile", response={200: Profile, 404: Problem}, summary="A place's life course")
def profile(request, slug: str):
    found, items = queries.find_area(slug), queries.profile_records(slug)
    if found is None or items is None:
        raise nothing_called(slug, "/api/v1/areas")
    return {"area": queries.area_record(found), "items": items}
