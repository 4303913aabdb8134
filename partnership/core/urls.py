from django.urls import path

from partnership.core import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("about/methods/", views.about_methods, name="about-methods"),
    path("about/methods/<slug:key>/", views.about_method, name="about-method"),
    path("about/doubts/", views.about_doubts, name="about-doubts"),
    path("about/privacy/", views.about_privacy, name="about-privacy"),
    path("about/protecting/", views.about_protecting, name="about-protecting"),
    path("about/processing/", views.about_processing, name="about-processing"),
    path("about/processing.csv", views.processing_csv, name="about-processing-csv"),
    path("about/processing.json", views.processing_json, name="about-processing-json"),
    path("about/words-of-others/", views.about_words_of_others, name="about-words-of-others"),
    path("about/accessibility/", views.about_accessibility, name="about-accessibility"),
    path("report-page/", views.report_page, name="report-page"),
    path("report-page/thank-you/", views.report_page_kept, name="report-page-kept"),
    path("notices/", views.notices, name="notices"),
    path("notices/all-read/", views.read_all_notices, name="read-all-notices"),
    path("notices/letters/", views.choose_letters, name="choose-letters"),
    path("notices/letters/stop/<str:token>/", views.stop_letters, name="stop-letters"),
    path("notices/<int:pk>/read/", views.read_notice, name="read-notice"),
    path("filters/keep/", views.keep_filter, name="keep-filter"),
    path("filters/<int:pk>/forget/", views.forget_filter, name="forget-filter"),
    path("components/", views.components, name="components"),
    path("leave/", views.leave, name="leave"),
    path("healthz", views.healthz, name="healthz"),
]
