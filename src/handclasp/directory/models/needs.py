"""What would help a client."""

from django.db import models


class Need(models.Model):
    """What would help, in words for the screen and for the mouth, in English and Spanish."""

    code = models.SlugField(unique=True)
    name_en = models.TextField()
    name_es = models.TextField()
    say_en = models.TextField(help_text="as it stands inside the sentence a sender says")
    say_es = models.TextField()
    position = models.SmallIntegerField(default=0)
