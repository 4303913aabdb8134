from django.urls import path, register_converter

from partnership.partners.feeds import imports as feeds
from partnership.partners.feeds import lists
from partnership.partners.views import imports as views


class ImportKind:
    regex = "people|partners"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ImportKind, "importkind")


def addresses(start, name):
    """Give the addresses of imports under this start; those of a partner have its name before theirs."""
    kind = "<importkind:kind>" if name == "" else "people"
    fixed = {} if name == "" else {"kind": "people"}
    return [
        path(start, views.imports, name=f"{name}imports"),
        path(f"{start}{kind}/", views.upload_import, fixed, name=f"{name}upload-import"),
        path(f"{start}example-{kind}.csv", feeds.example, fixed, name=f"{name}import-example"),
        path(f"{start}all.<str:ending>", lists.imports, name=f"{name}imports-file"),
        path(f"{start}<int:pk>/", views.show_import, name=f"{name}import"),
        path(f"{start}<int:pk>/columns/", views.set_import_columns, name=f"{name}set-import-columns"),
        path(f"{start}<int:pk>/confirm/", views.confirm_import, name=f"{name}confirm-import"),
        path(f"{start}<int:pk>/stop/", views.stop_import, name=f"{name}stop-import"),
        path(f"{start}<int:pk>/now/", views.do_import_now, name=f"{name}do-import-now"),
        path(f"{start}<int:pk>/drop/", views.drop_import, name=f"{name}drop-import"),
        path(f"{start}<int:pk>/undo/", views.undo_import, name=f"{name}undo-import"),
        path(f"{start}<int:pk>/to-mend.<ending>", feeds.to_mend, name=f"{name}to-mend"),
    ]


urlpatterns = [
    *addresses("programme/imports/", ""),
    *addresses("for/<slug:partner>/people/import/", "partner-"),
]
