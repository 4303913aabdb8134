"""The rows that are nobody in particular: each deed has a Person behind it, also where nobody signed in."""

from django.db import migrations

SYSTEM = {
    "without-account": "Someone without an account",
    "loader": "The loader of figures",
    "housekeeper": "The site's housekeeper",
}


def add(apps, schema_editor):
    Person = apps.get_model("accounts", "Person")
    for key, name in SYSTEM.items():
        Person.objects.update_or_create(
            system=key, defaults={"name": name, "email": None, "is_active": False, "password": "!"}
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
