"""A token allows one content under one name until one time; nothing else is a token."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from line_connector.media.signing import Grant, Signer

NOW = 1_800_000_000
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SIGNER = Signer(b"a secret of at least 32 letters.")

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
times = st.integers(NOW + 1, 2**40 - 1)
names = st.text(max_size=20)


@given(digests, times, names)
def test_token_says_what_was_signed(digest: str, expires_at: int, name: str) -> None:
    grant = Grant(digest, expires_at)
    token = SIGNER.token(grant, name)
    assert len(token) == 92
    assert SIGNER.grant(token, name, NOW) == grant


@given(digests, times, names, st.integers(0, 91), st.sampled_from(ALPHABET))
def test_another_letter_is_no_token(
    digest: str, expires_at: int, name: str, at: int, letter: str
) -> None:
    token = SIGNER.token(Grant(digest, expires_at), name)
    changed = token[:at] + letter + token[at + 1 :]
    assert (SIGNER.grant(changed, name, NOW) is None) is (changed != token)


@given(digests, times, names, names)
def test_token_is_for_one_name(digest: str, expires_at: int, name: str, other: str) -> None:
    token = SIGNER.token(Grant(digest, expires_at), name)
    assert (SIGNER.grant(token, other, NOW) is None) is (other != name)


@given(digests, times, st.integers(0, 2**41))
def test_token_expires(digest: str, expires_at: int, now: int) -> None:
    token = SIGNER.token(Grant(digest, expires_at), "a.png")
    assert (SIGNER.grant(token, "a.png", now) is None) is (now >= expires_at)


@given(digests, times)
def test_token_is_for_one_key(digest: str, expires_at: int) -> None:
    token = Signer(b"another secret of 32 letters ...").token(Grant(digest, expires_at), "a.png")
    assert SIGNER.grant(token, "a.png", NOW) is None


@given(st.text())
def test_any_text_is_no_token(text: str) -> None:
    assert SIGNER.grant(text, "a.png", NOW) is None
