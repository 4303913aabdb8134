"""Answering: by link and code, by name, and from sealed sheets."""

from django.urls import path

from partnership.framework.views import answering, by_name, sheets, words

urlpatterns = [
    path("answer/<slug:link>/", answering.answer, name="answer"),
    path("answer/<slug:link>/begin/", answering.begin_by_link, name="begin-by-link"),
    path("answer/<slug:link>/code/", answering.code_by_link, name="code-by-link"),
    path("answer/<slug:link>/go-on/", answering.go_on_by_link, name="go-on-by-link"),
    path("answer/<slug:link>/questions/<slug:standard>/", answering.question_by_link, name="question-by-link"),
    path("answer/<slug:link>/words/", words.words_by_link, name="words-by-link"),
    path("answer/<slug:link>/my-words/", words.my_words_by_link, name="my-words-by-link"),
    path("answer/<slug:link>/look-over/", answering.look_over_by_link, name="look-over-by-link"),
    path("answer/<slug:link>/hand-in/", answering.hand_in_by_link, name="hand-in-by-link"),
    path("answer/<slug:link>/thanks/", answering.thanks_by_link, name="thanks-by-link"),
    path("answer/<slug:link>/take-back/", answering.take_back_by_link, name="take-back-by-link"),
    path("answer/<slug:link>/taken-back/", answering.taken_back_by_link, name="taken-back-by-link"),
    path("answer/<slug:link>/stop/", answering.stop_by_link, name="stop-by-link"),
    path("answer/<slug:link>/leave/", answering.leave_by_link, name="leave-by-link"),
    path("for/<slug:partner>/assessments/<int:pk>/seats/<slug:seat>/sheet/", sheets.print_sheet, name="print-sheet"),
    path("for/<slug:partner>/assessments/<int:pk>/seats/<slug:seat>/poster/", sheets.seat_qr, name="seat-qr"),
    path("typing/", sheets.typing, name="typing"),
    path("typing/<int:pk>/<slug:seat>/", sheets.sheet_to_type, name="sheet-to-type"),
    path("asked/", by_name.asked, name="asked"),
    path("asked/<int:response>/", by_name.answer_by_name, name="answer-by-name"),
    path("asked/<int:response>/questions/<slug:standard>/", by_name.question_by_name, name="question-by-name"),
    path("asked/<int:response>/words/", words.words_by_name, name="words-by-name"),
    path("asked/<int:response>/look-over/", by_name.look_over_by_name, name="look-over-by-name"),
    path("asked/<int:response>/hand-in/", by_name.hand_in_by_name, name="hand-in-by-name"),
    path("asked/<int:response>/take-back/", by_name.take_back_by_name, name="take-back-by-name"),
]
