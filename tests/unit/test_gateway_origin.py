"""Which pages may connect."""

from __future__ import annotations

import pytest

from hubbub.domain.addresses import household
from hubbub.domain.origins import Origins
from hubbub.gateway.address import Proxies

CHAT = Origins(["https://chat.example", "http://Intra.example:8080/", "https://other.example:443"])


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, "chat.example"),
        ("https://chat.example", "chat.example"),
        ("https://chat.example", "backend:8000"),
        ("http://intra.example:8080", None),
        ("https://other.example", "x"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("http://localhost:8000", "localhost:8000"),
        ("http://[::1]:8000", "[::1]:8000"),
        ("http://192.168.1.5", "192.168.1.5:80"),
        ("https://192.168.1.5", "192.168.1.5"),
    ],
)
def test_these_pages_may_connect(origin: str | None, host: str | None) -> None:
    assert CHAT.permits(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("null", "127.0.0.1:8000"),
        ("", ""),
        ("https://evil.example", "chat.example"),
        ("https://evil.example", "evil.example"),  # a name rebound to us is still a stranger's page
        ("http://chat.example", "chat.example"),
        ("https://chat.example:444", "chat.example"),
        ("https://chat.example.evil.example", "chat.example"),
        ("https://chat.example/", "chat.example"),
        ("http://127.0.0.1:9000", "127.0.0.1:8000"),
        ("http://127.0.0.1:8000", "localhost:8000"),
        ("http://127.0.0.1:8000", None),
        ("http://localhost.evil.example:8000", "localhost.evil.example:8000"),
        ("http://127.0.0.1:8000@evil.example", "127.0.0.1:8000@evil.example"),
        ("http://127.0.0.1:8000/x", "127.0.0.1:8000/x"),
        ("http://127.0.0.1:99999", "127.0.0.1:99999"),
        ("ws://127.0.0.1:8000", "127.0.0.1:8000"),
        ("chrome-extension://localhost", "localhost"),
        ("http://127.1", "127.1"),
    ],
)
def test_these_pages_may_not_connect(origin: str, host: str | None) -> None:
    assert not CHAT.permits(origin, host)


@pytest.mark.parametrize(
    "mistake", ["*", "chat.example", "https://chat.example/path", "ftp://chat.example", ""]
)
def test_an_allow_list_that_cannot_match_is_refused_at_the_start(mistake: str) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        Origins([mistake])


def test_forwarded_addresses_are_believed_from_trusted_proxies_only() -> None:
    header = {"x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2"}
    assert Proxies().client("10.0.0.1", header) == "10.0.0.1"
    proxies = Proxies(["10.0.0.0/8"])
    assert proxies.client("198.51.100.7", header) == "198.51.100.7"
    assert proxies.client("10.0.0.1", header) == "203.0.113.9"
    assert proxies.client("10.0.0.1", {}) == "10.0.0.1"


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::"),
        ("unix", "unix"),
    ],
)
def test_one_subscriber_counts_as_one_address(address: str, counts_as: str) -> None:
    assert household(address) == counts_as
