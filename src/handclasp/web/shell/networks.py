"""Which network somebody asks from."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from django.http import HttpRequest

HOME_OF_IPV6: Final = 64  # bits: one household or office has all the addresses behind them


def network_of(request: HttpRequest) -> str:
    """Return the address as the server believes it; of an IPv6 address its network."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network(f"{address}/{HOME_OF_IPV6}", strict=False).network_address)
    return text
