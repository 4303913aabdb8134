"""The report of an assessment: what seats said, what was agreed, what can be shown, as a page, a paper and files.

It is made from what the meeting shows, so that no file says more of a seat than the screen does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.components import ShownFigure
from partnership.core.documents import Fact, Paper, Part, Section, pdf
from partnership.core.exports import ListCell, ListExport
from partnership.framework.models import Assessment
from partnership.framework.queries.meeting import (
    BY_FRAMEWORK,
    AgreedShown,
    DomainTalk,
    EvidenceLine,
    MeetingPage,
    StandardTalk,
    meeting_page,
)
from partnership.framework.queries.spreads import Gap, Spread


def report_page(assessment: Assessment, person: Person) -> MeetingPage:
    """Show everything in the order of the framework."""
    return meeting_page(assessment, person, BY_FRAMEWORK)


def who_may_see() -> str:
    """Say who may see a file of it."""
    return _("People of the partner, and whoever they hand it on to.")


def _day(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y")


def report_pdf(assessment: Assessment, person: Person) -> bytes:
    """Set the report as an accessible paper."""
    page = report_page(assessment, person)
    return pdf(paper(page), at=assessment.agreed_at or assessment.opened_at or assessment.started_at)


def paper(page: MeetingPage) -> Paper:
    """Put everything that the page says into a paper."""
    partner = page.assessment.partner
    return Paper(
        title=_("Looking honestly at ourselves"),
        lede=f"{partner.name}: {page.title}",
        author=partner.name,
        footer=_("Made by %(partner)s for itself. No organisation is ranked by it.") % {"partner": partner.name},
        language=(get_language() or "en").split("-")[0],
        facts=tuple(_facts(page)),
        sections=tuple(_sections(page)),
        warning=_("Invented, to show how this site works.") if partner.fictional else "",
    )


def _facts(page: MeetingPage) -> Iterator[Fact]:
    yield Fact(_("Edition"), page.edition)
    yield Fact(_("State"), page.state_words)
    if page.assessment.opened_at:
        yield Fact(_("Results opened"), _day(page.assessment.opened_at))
    for seat in page.seats:
        yield Fact(seat.name, seat.people or seat.why)


def _sections(page: MeetingPage) -> Iterator[Section]:
    agreement = [Part(one.name, figure_words(one.agreement)) for one in page.seats if one.agreement]
    if agreement:
        yield Section(_("How far each seat agrees with itself"), parts=agreement)
    for domain in page.domains:
        yield _domain_section(domain)
    claims = [Part(one.name, f"{one.words}. {one.how}") for one in page.claims]
    yield Section(_("Claimed, evidenced, corroborated"), [_("These three are never added up.")], claims)
    if page.notes:
        yield Section(_("Perhaps look again at this"), page.notes)
    heard = list(map(evidence_words, page.heard)) or [_("Nothing was said.")]
    yield Section(_("How people under 16 were heard"), heard)
    if page.formula:
        yield Section(_("How the level of a domain is worked out"), [page.formula])


def _domain_section(domain: DomainTalk) -> Section:
    whole = [*map(spread_words, domain.spreads), *(gap.said for gap in domain.gaps)]
    if domain.level:
        whole.insert(0, _("The level of the domain: %(level)s.") % {"level": figure_words(domain.level)})
    return Section(domain.name, whole, [Part(one.title, " ".join(_said_of(one))) for one in domain.standards])


def _said_of(one: StandardTalk) -> Iterator[str]:
    yield agreed_words(one.agreed)
    yield from map(spread_words, one.spreads)
    yield from (gap.said for gap in one.gaps)
    if one.evidence:
        yield _("What can be shown: %(what)s.") % {"what": "; ".join(map(evidence_words, one.evidence))}


def figure_words(figure: ShownFigure) -> str:
    """Say a figure with its doubt in one line."""
    said = (figure.value_words, figure.interval_words, figure.comparison_words, figure.why)
    return "; ".join(part for part in said if part)


def spread_words(spread: Spread) -> str:
    """Say a seat's bars in one sentence."""
    levels = ", ".join(
        _("level %(level)s: %(words)s") % {"level": bar.level, "words": bar.words} for bar in spread.bars
    )
    again = " " + _("As last time: too few answered differently since.") if spread.as_before else ""
    return f"{spread.name}: {levels}.{again}" if levels else f"{spread.name}: {spread.why}"


def agreed_words(agreed: AgreedShown | None) -> str:
    """Say what was agreed, why, and who saw it otherwise."""
    if agreed is None:
        return _("Not talked about.")
    if agreed.level:
        said = [_("Agreed: level %(level)s, %(name)s.") % {"level": agreed.level, "name": agreed.level_name}]
    else:
        said = [_("It does not apply: %(why)s") % {"why": agreed.why_not} if agreed.why_not else _("Both views stand.")]
    if agreed.because:
        said.append(_("What convinced: %(words)s") % {"words": agreed.because})
    if agreed.dissent:
        said.append(_("Seen otherwise: %(words)s") % {"words": agreed.dissent})
    return " ".join(said)


def evidence_words(one: EvidenceLine) -> str:
    """Say one thing that can be shown, where it is kept and from when."""
    dated = formats.date_format(one.dated_on, "j F Y") if one.dated_on else ""
    return ", ".join(filter(None, (one.what, one.where, dated)))


def report_export(assessment: Assessment, person: Person) -> ListExport:
    """Give the report as a list: one row for each seat on each standard, or on a domain of which only the whole is shown."""
    page = report_page(assessment, person)
    bars = tuple(_("Level %(level)s") % {"level": level} for level in range(1, 6))
    agreed = (_("Agreed level"), _("Does not apply because"), _("What convinced"), _("Seen otherwise"))
    return ListExport(
        name=("assessment", assessment.partner.slug, str(assessment.pk)),
        about=_(
            "What seats said of one organisation and what its meeting agreed. One row is one seat on one standard, or on a "
            "whole domain where fewer than ten answered. Seats without names are in fives; “nearly all” may be all."
        ),
        columns=(
            *(_("Domain"), _("Standard"), _("Key"), _("Seat"), _("How many answered"), *bars, _("Why not shown")),
            *(_("As last time"), _("Gaps"), *agreed, _("What can be shown")),
        ),
        rows=_rows(page),
        filters={_("Partner"): assessment.partner.name, _("Edition"): page.edition},
        who_may_see=who_may_see(),
    )


def _rows(page: MeetingPage) -> Iterator[tuple[ListCell, ...]]:
    people = {one.key: one.people for one in page.seats}
    for domain in page.domains:
        for spread in domain.spreads:
            yield (domain.name, "", "", *_seat_cells(spread, people), _gap_cell(domain.gaps), "", "", "", "", "")
        for one in domain.standards:
            seats = [_seat_cells(spread, people) for spread in one.spreads]
            for seat in seats or [("",) * 9]:
                yield (domain.name, one.title, one.key, *seat, _gap_cell(one.gaps), *_agreed_cells(one))


def _seat_cells(spread: Spread, people: dict[str, str]) -> tuple[ListCell, ...]:
    bars = [bar.words for bar in spread.bars] or [""] * 5
    return (spread.name, people[spread.seat], *bars, spread.why, _("yes") if spread.as_before else "")


def _gap_cell(gaps: Iterable[Gap]) -> str:
    return " ".join(one.said for one in gaps)


def _agreed_cells(one: StandardTalk) -> tuple[ListCell, ...]:
    said = one.agreed
    shown = "; ".join(map(evidence_words, one.evidence))
    if said is None:
        return (None, "", "", "", shown)
    return (said.level, said.why_not, said.because, said.dissent, shown)


def report_record(assessment: Assessment, person: Person) -> dict[str, Any]:
    """Give the report whole, for a program: what the page says, in the same words."""
    page = report_page(assessment, person)
    return {
        **_about_record(assessment),
        "title": page.title,
        "seats": [
            {
                **{"key": one.key, "name": one.name, "people": one.people, "why": one.why},
                "agreement": figure_words(one.agreement) if one.agreement else "",
            }
            for one in page.seats
        ],
        "domains": [_domain_record(one) for one in page.domains],
        "claims": [{"name": one.name, "words": one.words, "how": one.how} for one in page.claims],
        "notes": list(page.notes),
        "formula": page.formula,
        "heard": [_evidence_record(one) for one in page.heard],
    }


def _about_record(assessment: Assessment) -> dict[str, Any]:
    return {
        "partner": assessment.partner.name,
        "edition": assessment.edition,
        "state": assessment.state,
        "opened_on": assessment.opened_at and timezone.localdate(assessment.opened_at).isoformat(),
        "agreed_on": assessment.agreed_at and timezone.localdate(assessment.agreed_at).isoformat(),
        "who_may_see": who_may_see(),
    }


def _domain_record(domain: DomainTalk) -> dict[str, Any]:
    return {
        "key": domain.key,
        "name": domain.name,
        "level": figure_words(domain.level) if domain.level else "",
        "hangs_on": list(domain.hangs_on),
        "seats": [_spread_record(one) for one in domain.spreads],
        "gaps": [one.said for one in domain.gaps],
        "standards": [_standard_record(one) for one in domain.standards],
    }


def _standard_record(one: StandardTalk) -> dict[str, Any]:
    said = one.agreed
    words = (
        {"level": said.level, "why_not": said.why_not, "because": said.because, "dissent": said.dissent}
        if said
        else None
    )
    return {
        "key": one.key,
        "title": one.title,
        "seats": [_spread_record(spread) for spread in one.spreads],
        "gaps": [gap.said for gap in one.gaps],
        "agreed": words,
        "evidence": [_evidence_record(shown) for shown in one.evidence],
    }


def _spread_record(spread: Spread) -> dict[str, Any]:
    bars = {str(bar.level): bar.words for bar in spread.bars}
    return {"seat": spread.seat, "levels": bars, "why": spread.why, "as_before": spread.as_before}


def _evidence_record(one: EvidenceLine) -> dict[str, Any]:
    return {"what": one.what, "where": one.where, "dated_on": one.dated_on and one.dated_on.isoformat()}
