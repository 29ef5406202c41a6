"""BLAKE2b without OpenSSL: `hashlib` takes longer to load than a small vault takes to look through."""

try:
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter without its own BLAKE2
    from hashlib import blake2b

__all__ = ["blake2b"]
