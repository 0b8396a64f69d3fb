"""Which addresses of the network may be told: none of our own, whatever a name resolves to (server-side request forgery)."""

import ipaddress
import socket
from collections.abc import Sequence

from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAMES_OF_OUR_OWN = (".localhost", ".local", ".internal", ".home.arpa", ".localdomain", ".lan")  # RFC 6761, 6762, 8375; by custom
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an IPv4 address in disguise


def resolve(host: str, port: int) -> Sequence[Address]:
    """Raises Trouble where the name has no address now."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise Trouble(Reason("notice.unresolved", values={"host": host})) from trouble
    return [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]


def reachable(host: str, port: int, *, private: bool) -> str:
    """The address to connect to, looked up once: a name that says something else a moment later changes nothing.

    Raises Trouble, for good, where any address of the name is not of the public network, unless `private` ones are allowed.
    """
    addresses = resolve(host, port)
    if not private and not all(is_public(address) for address in addresses):
        raise Trouble(Reason("notice.private_address", values={"host": host}), permanent=True)
    return str(addresses[0])


def is_of_our_own(host: str) -> bool:
    """Whether a host is written as an address of no public network, or is a name that only our own network knows; none is looked up."""
    name = host.rstrip(".").lower()
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)  # also 127.1, 0x7f.1, 2130706433
    except (OSError, UnicodeError):
        return "." not in name or name.endswith(_NAMES_OF_OUR_OWN)
    return not all(is_public(ipaddress.ip_address(str(one[4][0]).partition("%")[0])) for one in found)


def is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address in _TRANSLATED:
            return False
    return address.is_global and not address.is_multicast
