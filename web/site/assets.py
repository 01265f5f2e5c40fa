"""The source of truth for the site's static files: read once, named by a fingerprint of them all, kept compressed."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli

FOLDER = Path(__file__).resolve().parent.parent / "static"
_COMPRESSED = {"text/css", "text/javascript", "image/svg+xml", "application/json", "application/manifest+json"}


@dataclass(frozen=True)
class Asset:
    """One static file."""

    content: bytes
    media_type: str

    @cached_property
    def gzipped(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=9))

    @property
    def compressible(self) -> bool:
        return self.media_type in _COMPRESSED


@dataclass(frozen=True)
class Assets:
    """All static files by their path under `web/static/`."""

    files: Mapping[str, Asset]
    fingerprint: str

    @property
    def root(self) -> str:
        """Where pages find them; changes whenever one of them does, so that browsers may keep them for ever."""
        return f"/static/{self.fingerprint}"


def read_assets(folder: Path = FOLDER) -> Assets:
    """Read every file of a folder."""
    digest = hashlib.sha256()
    files: dict[str, Asset] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
        files[name] = Asset(content, media_type(name))
    return Assets(files, digest.hexdigest()[:12])


def media_type(name: str) -> str:
    """Name a file's media type; an unknown one is offered as a download."""
    return {"js": "text/javascript", "svg": "image/svg+xml", "webmanifest": "application/manifest+json"}.get(
        name.rpartition(".")[2].lower(), mimetypes.guess_type(name)[0] or "application/octet-stream"
    )
