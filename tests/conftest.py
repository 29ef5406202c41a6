"""Every test has a cache and a state folder of its own, and the time zone UTC."""

import pytest


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("TZ", "UTC")
    for name in ("INFOVIEW_VAULT", "NO_COLOR", "INFOVIEW_DEBUG"):
        monkeypatch.delenv(name, raising=False)
