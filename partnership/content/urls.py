from django.urls import path

from partnership.content import api
from partnership.content.views import drafts, helplines, upkeep, words

urlpatterns = [
    path("content/", words.content, name="content"),
    path("content/words/<path:address>/owner/", upkeep.name_owner, name="name-owner"),
    path("content/words/<path:address>/checked/", upkeep.say_checked, name="say-checked"),
    path("content/words/<path:address>/", words.words, name="words"),
    path("content/editions/<int:pk>/", words.edition, name="edition"),
    path("content/editions/<int:pk>/put-back/", words.put_back, name="put-back-edition"),
    path("content/begin/<slug:kind>/", drafts.begin, name="begin-draft"),
    path("content/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("content/drafts/<int:pk>/edit/", drafts.edit_draft, name="edit-draft"),
    path("content/drafts/<int:pk>/preview/", drafts.preview_draft, name="preview-draft"),
    path("content/drafts/<int:pk>/check/", drafts.check_draft, name="check-draft"),
    path("content/drafts/<int:pk>/ask/", drafts.ask, name="ask-second-person"),
    path("content/drafts/<int:pk>/take-back/", drafts.take_back, name="take-back-draft"),
    path("content/drafts/<int:pk>/catch-up/", drafts.catch_up, name="catch-up-draft"),
    path("content/drafts/<int:pk>/drop/", drafts.drop, name="drop-draft"),
    path("content/drafts/<int:pk>/publish/", drafts.publish, name="publish-draft"),
    path("content/drafts/<int:pk>/send-back/", drafts.send_back, name="send-back-draft"),
    path("content/helplines/add/", helplines.add_helpline, name="add-helpline"),
    path("content/helplines/<slug:key>/change/", helplines.change_helpline, name="change-helpline"),
    path("content/helplines/<slug:key>/remove/", helplines.remove_helpline, name="remove-helpline"),
    path("content/export/", api.export_content, name="export-content"),
]
