"""Rows found again by their source: all of a table in memory while it is small, else one query each."""

from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from handclasp.directory.models import Sourced
from handclasp.domain.fhir.references import Key

Row = TypeVar("Row", bound=Sourced)
FEW: Final = 20_000


@dataclass
class SourcedRows:
    """Answers which row has a key; knows its own additions. Lives as long as one file's transaction."""

    _small: dict[type[Sourced], dict[Key, Any]] = field(default_factory=dict)
    _large: set[type[Sourced]] = field(default_factory=set)

    def get(self, model: type[Row], key: Key) -> Row | None:
        """Return the row of a key, or None."""
        small = self._table(model)
        row: Row | None
        if small is not None:
            row = small.get(key)
        else:
            row = self._query(model).filter(source_system=key.system, source_id=key.id).first()
        return row

    def with_id(self, model: type[Row], source_id: str) -> Row | None:
        """Return the one row with this id in any source; None for several."""
        found = list(self._query(model).filter(source_id=source_id).order_by("pk")[:2]) if source_id else []
        return found[0] if len(found) == 1 else None

    def add(self, row: Sourced) -> None:
        """Remember a new row."""
        small = self._table(type(row))
        if small is not None:
            small[Key(row.source_system, row.source_id)] = row

    def _table(self, model: type[Sourced]) -> dict[Key, Any] | None:
        if model not in self._small and model not in self._large:
            rows = self._query(model).exclude(source_id="")
            if len(rows[: FEW + 1].values_list("pk")) > FEW:
                self._large.add(model)
            else:
                self._small[model] = {Key(row.source_system, row.source_id): row for row in rows}
        return self._small.get(model)

    @staticmethod
    def _query(model: type[Any]) -> Any:
        return model._default_manager.all()
