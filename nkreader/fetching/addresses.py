"""Addresses: which may be reached at all, and when two of them are one page.

Only http and https are spoken. Names are looked up here, once, and the connection goes to the very address that was
looked at: a name that means another machine a moment later gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from nkreader.fetching.errors import Unfetched
from nkreader.model.sanitise import is_safe, safe_line

LONGEST = 4000
"""Characters of an address."""
PORTS = {"http": 80, "https": 443}
_TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid mkt_tok _hsenc _hsmi vero_id oly_enc_id "
    "oly_anon_id wt_mc cmpid ocid ns_campaign ns_mchannel at_medium at_campaign ref_src ref_url guccounter".split()
)
_TRACKING_BEGINNINGS = ("utm_", "pk_", "mtm_", "__twitter_")
_HELD = (ip_network("168.63.129.16/32"),)
"""Public by their numbers, and yet a machine's own: where hosts of computing services answer their guests."""
_CARRYING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""Addresses of the sixth version that stand for one of the fourth."""
_OPEN = "%/:?#[]@!$&'()*+,;=~-._"
"""What stays as it is in an address."""


def checked(url: str) -> str:
    """An address as it is asked for: complete, ASCII, without the part behind `#`.

    Raises:
        Unfetched: if it is none that may be asked for.
    """
    given = url.strip()
    if not given or len(given) > LONGEST or not is_safe(given) or any(ch.isspace() for ch in given):
        raise Unfetched("no address of a page")
    try:
        parts = urlsplit(given)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise Unfetched("no address of a page") from None
    scheme = parts.scheme.casefold()
    if scheme not in PORTS:
        raise Unfetched(
            f"only http and https are fetched, not {safe_line(scheme)[:20]}" if scheme else "no http or https before it"
        )
    if parts.username is not None or parts.password is not None:
        raise Unfetched("names and passwords in an address are not sent")
    if not host or port == 0:
        raise Unfetched("no host in the address")
    name = _ascii(host)
    shown = f"[{name}]" if ":" in name else name
    place = shown if port in (None, PORTS[scheme]) else f"{shown}:{port}"
    path = quote(parts.path or "/", safe=_OPEN)
    return urlunsplit((scheme, place, path, quote(parts.query, safe=_OPEN), ""))


def joined(base: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        Unfetched: as `checked`.
    """
    try:
        return checked(urljoin(base, location.strip()))
    except ValueError:
        raise Unfetched("it leads to no address") from None


def host_of(url: str) -> str:
    """The host and port of a checked address: whom one asks."""
    return urlsplit(url).netloc


def page_key(url: str) -> str:
    """What an address has in common with others of the same page: no `#`, no marks of who sent the reader there."""
    try:
        parts = urlsplit(checked(url))
    except Unfetched:
        return url.strip()
    query = parts.query
    if any(_is_tracking(piece.partition("=")[0]) for piece in query.split("&")):
        kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _is_tracking(name)]
        query = urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def resolved(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to, in the order in which they are tried.

    Raises:
        Unfetched: if there are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError, ValueError) as error:
        passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise Unfetched(f"no such host: {safe_line(host)}", passing=passing) from None
    names = list(dict.fromkeys(str(place[0]) for *_, place in found))
    allowed = [name for name in names if allow_private or is_public(name)]
    if not allowed:
        shown = f"{host} is {names[0]}" if names and names[0] != host else host
        raise Unfetched(f"{safe_line(shown)}, an address inside a private network or this machine (--allow-private)")
    return allowed


def is_public(name: str) -> bool:
    """Whether an IP address is one of the open internet."""
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return _public(address)


def _public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and any(address in network for network in _CARRYING):
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return _public(inside)
        if address.is_site_local:
            return False
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return address.is_global and not any(address in network for network in _HELD)


def _ascii(host: str) -> str:
    """A host as it goes over the line, in lower case."""
    if host.isascii():
        return host.casefold()
    try:
        import idna

        return idna.encode(host, uts46=True).decode("ascii")
    except ImportError:
        return host.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        raise Unfetched("no host in the address") from None


def _is_tracking(name: str) -> bool:
    name = name.casefold()
    return name in _TRACKING or name.startswith(_TRACKING_BEGINNINGS)
