"""Coming back with a code."""

from django.urls import path

from partnership.listening.views import back, changing

urlpatterns = [
    path("tell-us/back/", back.come_back, name="come-back"),
    path("tell-us/back/close/", back.close_my_story, name="close-my-story"),
    path("tell-us/back/story/", back.my_story, name="my-story"),
    path("tell-us/back/story/words/", back.show_my_words, name="show-my-words"),
    path("tell-us/back/story/print/", back.print_my_story, name="print-my-story"),
    path("tell-us/back/story/add/", changing.add_to_story, name="add-to-story"),
    path("tell-us/back/story/correct/", changing.correct_story, name="correct-story"),
    path("tell-us/back/story/public/<int:pk>/", changing.public_words, name="public-words"),
    path("tell-us/back/story/public/<int:pk>/yes/", changing.approve_words, name="approve-words"),
    path("tell-us/back/story/public/<int:pk>/no/", changing.refuse_words, name="refuse-words"),
    path("tell-us/back/story/better/<int:pk>/", changing.say_better, name="say-better"),
    path("tell-us/back/story/uses/", changing.my_uses, name="my-uses"),
    path("tell-us/back/story/uses/<slug:use>/", changing.change_use, name="change-use"),
    path("tell-us/back/story/withdraw/", changing.withdraw_my_story, name="withdraw-my-story"),
    path("tell-us/back/story/lock/", changing.lock_my_code, name="lock-my-code"),
    path("tell-us/back/taken-back/", back.story_taken_back, name="story-taken-back"),
    path("tell-us/back/locked/", back.code_locked, name="code-locked"),
    path("tell-us/back/draft/", back.my_draft, name="my-draft"),
    path("tell-us/back/draft/delete/", changing.delete_my_draft, name="delete-my-draft"),
]
