"""Every door as addresses to try, with numbers that exist or not."""

from collections.abc import Iterator

from tests.fuzz.description import Door, doors

MISSING = 987_654_321


def addresses(number: int, door: Door) -> Iterator[str]:
    """Yield the door's addresses with `number` in the place of every id, and every known word in that of words."""
    words = next((s["enum"] for s in door.parameters.values() if "enum" in s), None)
    words = words or next((s["anyOf"][0]["enum"] for s in door.parameters.values() if "anyOf" in s), ["x"])
    for word in words:
        path = door.path
        for name, schema in door.parameters.items():
            path = path.replace(f"{{{name}}}", str(number) if schema.get("type") == "integer" else word)
        yield path
        if path == door.path or word not in path:
            return


def doors_with_ids() -> list[Door]:
    """Return the doors whose address holds a number."""
    return [d for d in doors() if any(s.get("type") == "integer" for s in d.parameters.values())]


def plain_pages() -> list[str]:
    """Return the addresses without anything to fill in."""
    return [door.path for door in doors() if not door.parameters]


def pages_of(numbers: list[int]) -> Iterator[str]:
    """Yield every address there is, with each of these numbers."""
    yield from plain_pages()
    for door in doors():
        for number in numbers if door.parameters else ():
            yield from addresses(number, door)
