"""On the day: the register, the code in the room, and what comes after."""

from django.urls import URLPattern, path

from partnership.academy.views import checking_in, register

HERE = "academy/sessions/<int:pk>/register/"

urlpatterns: list[URLPattern] = [
    path(HERE, register.register, name="register"),
    path(f"{HERE}ticks/", register.register_ticks, name="register-ticks"),
    path(f"{HERE}walk-in/", register.walk_in, name="walk-in"),
    path(f"{HERE}sheet.pdf", register.register_sheet, name="register-sheet"),
    path(f"{HERE}register.<str:ending>", register.register_file, name="register-file"),
    path(f"{HERE}upload/", register.upload_register, name="upload-register"),
    path(f"{HERE}code/<int:part>/", register.room_code, name="room-code"),
    path(f"{HERE}<int:booking>/", register.register_person, name="register-person"),
    path(f"{HERE}<int:booking>/excused/", register.excuse_person, name="excuse-person"),
    path(f"{HERE}<int:booking>/result/", register.record_result, name="record-result"),
    path("academy/check-in/<str:code>/", checking_in.check_in, name="check-in"),
    path("my-training/<int:pk>/could-not-come/", checking_in.could_not_come, name="could-not-come"),
    path("my-training/<int:pk>/reflection/", checking_in.write_reflection, name="write-reflection"),
]
