"""The rules themselves are there and switched on: constraints, triggers, the table of moves, who owns what."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from django.apps import apps
from django.db import connections

from handclasp.domain.lifecycle import FIRST_STATES, MOVES
from handclasp.handoffs.checks.rule import Rule, count

SQL_FILES = ("handoffs", "availability", "clients", "directory", "platform")
TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)", re.S)
CONSTRAINT = re.compile(r"ADD CONSTRAINT (\w+)|CONSTRAINT (\w+) CHECK")
REFUSED = re.compile(r"handoffs_refuse\(\s*'(\w+)'|CONSTRAINT = '(\w+)'")

MISSING_TRIGGERS = """
    SELECT format('trigger %%s on %%s is missing or switched off', name, home)
      FROM unnest(%(names)s::text[], %(homes)s::text[]) AS wanted (name, home)
     WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgname = name AND t.tgrelid = to_regclass(home)
                       AND t.tgenabled IN ('O', 'A'))
"""
MISSING_CONSTRAINTS = """
    SELECT format('%%s is missing or not valid', name) FROM unnest(%(names)s::text[]) AS wanted (name)
     WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = name AND c.convalidated)
       AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
                        WHERE r.relname = name AND i.indisunique AND i.indisvalid)
"""
MOVES_DIFFER = """
    SELECT format('from %%L to %%L stands only in the %%s', before, after, place) FROM (
        (SELECT before, after, 'database' AS place FROM handoffs_allowed_move
         EXCEPT SELECT b, a, 'database' FROM unnest(%(before)s::text[], %(after)s::text[]) AS m (b, a))
        UNION ALL
        (SELECT b, a, 'code' FROM unnest(%(before)s::text[], %(after)s::text[]) AS m (b, a)
         EXCEPT SELECT before, after, 'code' FROM handoffs_allowed_move)) differences
"""
TOO_MIGHTY = """
    SELECT format('%%s owns %%s', r.rolname, c.relname) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
     WHERE r.rolname = %(application)s
    UNION ALL
    SELECT format('%%s is a superuser or passes row security', rolname) FROM pg_roles
     WHERE rolname = %(application)s AND (rolsuper OR rolbypassrls)
    UNION ALL
    SELECT format('%%s may empty %%s', %(application)s::text, relname) FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND has_table_privilege(%(application)s, oid, 'TRUNCATE')
"""


def rules() -> tuple[Rule, ...]:
    """Return the rules about the database's own catalogue."""
    triggers, moves = sorted(named_triggers()), sorted(_moves())
    return (
        Rule(
            "triggers_are_on",
            "Every trigger that guards a rule or writes history is there and switched on.",
            f"SELECT {len(triggers)}",
            MISSING_TRIGGERS,
            {"names": [name for name, _ in triggers], "homes": [home for _, home in triggers]},
        ),
        Rule(
            "constraints_are_valid",
            "Every named constraint is there and was checked against all rows.",
            f"SELECT {len(named_constraints())}",
            MISSING_CONSTRAINTS,
            {"names": sorted(named_constraints())},
        ),
        Rule(
            "moves_are_the_domains",
            "The database allows exactly the moves of a handoff's life that the code knows.",
            count("handoffs_allowed_move"),
            MOVES_DIFFER,
            {"before": [before for before, _ in moves], "after": [after for _, after in moves]},
        ),
        Rule(
            "application_owns_nothing",
            "The application's role cannot switch a rule off.",
            count("pg_class", "relnamespace = 'public'::regnamespace"),
            TOO_MIGHTY,
            {"application": connections["default"].settings_dict["USER"]},
        ),
    )


def named_triggers() -> set[tuple[str, str]]:
    """Return (trigger, table) for every trigger that our SQL creates."""
    return {(m[1], m[2]) for text in sql_texts() for m in TRIGGER.finditer(text)}


def named_constraints() -> set[str]:
    """Return the name of every constraint that our tables carry."""
    in_sql = {name for text in sql_texts() for found in CONSTRAINT.findall(text) for name in found if name}
    in_models = {
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith("handclasp.")
        for constraint in model._meta.constraints
    }
    return in_sql | in_models


def refused_by_triggers() -> set[str]:
    """Return the name of every rule that a trigger or function of ours refuses by."""
    return {name for text in sql_texts() for found in REFUSED.findall(text) for name in found if name}


@cache
def sql_texts() -> tuple[str, ...]:
    """Return the SQL that the migrations run, without its comments."""
    return tuple(re.sub(r"--[^\n]*", "", text) for text in _files())


def _files() -> Iterator[str]:
    for feature in SQL_FILES:
        folder = files(f"handclasp.{feature}") / "sql"
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".sql"):
                yield file.read_text(encoding="utf-8")


def _moves() -> set[tuple[str, str]]:
    first = {("", state.value) for state in FIRST_STATES}
    return first | {(before.value, after.value) for before, afters in MOVES.items() for after in afters}
