"""What is written down when a page breaks, and what a developer still sees on their own machine."""

from __future__ import annotations

import logging

import pytest

from partnership.core.mishaps import SayLittle, WhereItBroke


@pytest.fixture
def asked(rf):
    return rf.post("/tell-us/tell/?a=b", {"words": "mine"}, REMOTE_ADDR="198.51.100.23", HTTP_COOKIE="back=code")


def a_record(asked, **more):
    try:
        raise ValueError("mine")
    except ValueError as error:
        held = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", 40, __file__, 1, "Broken: %s", (asked.path,), held)
    record.request = asked
    return record


def test_report_names_what_was_sent_and_says_none_of_it(asked):
    little = SayLittle()
    assert little.get_post_parameters(asked) == {"words": "not written down"}
    assert little.get_post_parameters(None) == {}
    assert little.get_traceback_frame_variables(asked, None) == ()
    assert little.get_safe_cookies(asked) == {}
    assert set(little.get_safe_request_meta(asked)) <= {
        *("REQUEST_METHOD", "SERVER_NAME", "SERVER_PORT", "CONTENT_TYPE", "wsgi.url_scheme"),
    }


def test_log_says_where_it_broke_and_not_what_was_said(asked):
    record = a_record(asked)
    assert WhereItBroke().filter(record)
    said = logging.Formatter().format(record)
    assert said.startswith("Broken: tell-us\nValueError, at\n")
    assert f"{__file__}:" in said
    assert "mine" not in said
    assert not hasattr(record, "request")


def test_page_of_others_is_named(rf):
    record = a_record(rf.get("/charter/"))
    record.exc_info = None
    WhereItBroke().filter(record)
    assert logging.Formatter().format(record) == "Broken: /charter/"


def test_developer_sees_all(asked, settings):
    settings.DEBUG = True
    little, record = SayLittle(), a_record(asked)
    assert little.get_post_parameters(asked)["words"] == "mine"
    assert little.get_safe_cookies(asked) == {"back": "code"}
    assert little.get_safe_request_meta(asked)["REMOTE_ADDR"]
    frame = record.exc_info[2].tb_frame
    assert dict(little.get_traceback_frame_variables(asked, frame))["asked"] is asked
    assert WhereItBroke().filter(record)
    assert "ValueError: mine" in logging.Formatter().format(record)
