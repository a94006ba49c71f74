"""The needs a clinician hears about most, named for the screen and worded for the mouth.

`say_en` completes "Trouble with ... is what she helps people with every day",
`say_es` completes "Todos los días ayuda a la gente con ...".
"""

from typing import Any

from django.db import migrations

NEEDS = [
    ("sleep", "Sleep", "Sueño", "sleep", "los problemas para dormir"),
    (
        "worry",
        "Stress and worry",
        "Estrés y preocupación",
        "stress and worry",
        "el estrés y las preocupaciones",
    ),
    ("low_mood", "Low mood", "Ánimo bajo", "feeling down", "el desánimo y la tristeza"),
    ("grief", "Grief and loss", "Duelo y pérdida", "grief after a loss", "el dolor de perder a alguien"),
    ("pain", "Living with pain", "Vivir con dolor", "pain that does not go away", "el dolor que no se quita"),
    ("alcohol_drugs", "Alcohol and drugs", "Alcohol y drogas", "alcohol or drugs", "el alcohol y las drogas"),
    ("medication", "Medicines", "Medicinas", "medicines", "sus medicinas"),
    ("housing", "Housing", "Vivienda", "housing", "los problemas de vivienda"),
    ("food", "Food", "Comida", "getting enough food", "la falta de comida"),
    ("family", "Family and home life", "Familia y hogar", "things at home", "los problemas en casa"),
]


def add_needs(apps: Any, schema_editor: Any) -> None:
    """Add the needs that are not there yet; what a site has reworded stays as it is."""
    need = apps.get_model("directory", "Need")
    for position, (code, name_en, name_es, say_en, say_es) in enumerate(NEEDS, start=1):
        words = {"name_en": name_en, "name_es": name_es, "say_en": say_en, "say_es": say_es}
        need.objects.using(schema_editor.connection.alias).get_or_create(
            code=code, defaults={**words, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(add_needs, migrations.RunPython.noop)]
