"""Which kind of record an object is, by what stands in it: the standard's files do not say."""

from collections.abc import Mapping
from typing import Any, Final

# Names of tables, as files and as keys, in the singular and the plural.
TABLES: Final = {
    name: kind
    for kind, names in {
        "organization": ("organization", "organizations"),
        "location": ("location", "locations"),
        "service": ("service", "services"),
        "service_at_location": ("service_at_location", "service_at_locations", "services_at_location"),
        "phone": ("phone", "phones"),
        "address": ("address", "addresses"),
        "schedule": ("schedule", "schedules"),
        "language": ("language", "languages"),
        "required_document": ("required_document", "required_documents"),
        "attribute": ("attribute", "attributes"),
        "contact": ("contact", "contacts"),
        "taxonomy_term": ("taxonomy_term", "taxonomy_terms"),
    }.items()
    for name in names
}
PAGES: Final = ("contents", "content", "items", "results", "data")


def table_named(name: str) -> str:
    """Return the kind of record that a table called so holds, or an empty string."""
    stem = name.strip().replace("\\", "/").rpartition("/")[2].casefold()
    for ending in (".gz", ".csv", ".tsv", ".txt"):
        stem = stem.removesuffix(ending)
    return TABLES.get(stem.replace("-", "_").replace(" ", "_"), "")


def page_of(document: Mapping[str, Any]) -> list[Any] | None:
    """Return the records of one page of a list, or None where this is no page."""
    if "id" in document:
        return None
    return next((document[key] for key in PAGES if isinstance(document.get(key), list)), None)


def tables_of(document: Mapping[str, Any]) -> dict[str, tuple[str, list[Any]]] | None:
    """Return the tables (by name: kind and records) of a package written as one document, or None."""
    if "id" in document:
        return None
    found = {key: (table_named(key), rows) for key, rows in document.items() if isinstance(rows, list)}
    known = {key: pair for key, pair in found.items() if pair[0]}
    return known or None


def is_package(document: Mapping[str, Any]) -> bool:
    """Say whether this is a datapackage.json (https://datapackage.org/)."""
    resources = document.get("resources")
    return isinstance(resources, list) and any(isinstance(one, dict) and "path" in one for one in resources)


def is_about_the_interface(document: Mapping[str, Any]) -> bool:
    """Say whether this is the first answer of an interface: its version and profile, and no record."""
    return (
        "id" not in document and "version" in document and bool({"profile", "openapi_url"} & document.keys())
    )


def kind_of(record: Mapping[str, Any]) -> str:
    """Return what a record is; `taxonomy` and unknown ones are an empty string."""
    keys = record.keys()
    if keys & {"taxonomy_detail", "term_uri", "taxonomy", "taxonomy_id"}:
        return "taxonomy_term"
    if ("service" in keys or "service_id" in keys) and ("location" in keys or "location_id" in keys):
        return "service_at_location"
    if "service" in keys and "location" not in keys and "name" not in keys:
        return "service_at_location"
    if keys & _ONLY_LOCATION and not keys & _ONLY_SERVICE:
        return "location"
    if keys & _ONLY_SERVICE:
        return "service"
    if "name" in keys and not ("version" in keys and "uri" in keys and "website" not in keys):
        return "organization"
    return ""


_ONLY_LOCATION: Final = {
    "location_type",
    "addresses",
    "latitude",
    "longitude",
    "accessibility",
    "transportation",
}
_ONLY_SERVICE: Final = {
    "status", "service_at_locations", "eligibility_description", "minimum_age", "maximum_age", "service_areas",
    "application_process", "fees_description", "required_documents", "cost_options", "organization_id", "program",
    "program_id", "organization", "assured_date", "assurer_email", "interpretation_services",
}  # fmt: skip
