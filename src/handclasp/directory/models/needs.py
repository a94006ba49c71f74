"""What would help a client, who offers it, and the words to say for it."""

from django.db import models
from django.db.models.functions import Lower

from handclasp.directory.models.organizations import Organization


class Need(models.Model):
    """What would help, in words for the screen and for the mouth, in English and Spanish.

    Without an organization it is the house's: shared, and changed by nobody.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="needs", null=True, blank=True
    )
    code = models.SlugField()
    name_en = models.TextField()
    name_es = models.TextField()
    say_en = models.TextField(help_text="as it stands inside the sentence a sender says")
    say_es = models.TextField()
    position = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="need_of_the_house_has_one_code",
                fields=["code"],
                condition=models.Q(organization__isnull=True),
            ),
            models.UniqueConstraint(
                name="need_has_one_code_in_an_organization", fields=["organization", "code"]
            ),
            models.UniqueConstraint(
                models.F("organization"), Lower("name_en"), name="need_has_one_name_in_an_organization"
            ),
        ]


class NeedOffer(models.Model):
    """Whether an organization offers a need, and where it stands in its list; no row: offered, in its old place."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="need_offers")
    need = models.ForeignKey(Need, models.PROTECT, related_name="offers")
    position = models.SmallIntegerField()
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="need_stands_once_in_a_list", fields=["organization", "need"])
        ]


class NeedWords(models.Model):
    """One version of the words that ask a client; the old stay. Without a need they are for all needs (sql/0008)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="need_words")
    need = models.ForeignKey(Need, models.PROTECT, related_name="words", null=True, blank=True)
    tone = models.TextField(help_text="plain, warm, brief")
    language = models.TextField(help_text="en, es")
    version = models.IntegerField()
    body = models.TextField(blank=True, default="", help_text="empty: from here on, what stands behind it")
    is_current = models.BooleanField(default=True)
    written_by = models.ForeignKey("Staff", models.PROTECT, related_name="need_words")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_words_have_a_tone_and_a_language",
                condition=models.Q(tone__in=["plain", "warm", "brief"], language__in=["en", "es"]),
            ),
            models.CheckConstraint(
                name="need_words_keep_their_parts",
                condition=models.Q(body="")
                | (
                    models.Q(body__contains="{need}")
                    & models.Q(body__contains="{how}")
                    & models.Q(body__contains="?")
                ),
            ),
            models.UniqueConstraint(
                name="need_words_have_one_of_each_version",
                fields=["organization", "need", "tone", "language", "version"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="need_words_have_one_current_version",
                fields=["organization", "need", "tone", "language"],
                condition=models.Q(is_current=True),
                nulls_distinct=False,
            ),
        ]
