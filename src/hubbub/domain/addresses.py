"""Network addresses, as far as limits care about them."""

from __future__ import annotations

import ipaddress


def household(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has to himself."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Address(int(parsed) >> 64 << 64))
