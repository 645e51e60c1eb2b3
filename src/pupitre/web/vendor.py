"""Fetch the front-end files of the pages at exact versions, with their sums in `vendor.lock.json`, and the icons named in `icons.txt`.

The files are committed, so nobody needs npm to run or test Pupitre. Run this module again to change a version or an icon:

    python -m pupitre.web.vendor            fetch, rewrite the files, compare with the lock
    python -m pupitre.web.vendor --relock   accept the new sums after a change of version or icons
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "static" / "vendor"
LOCK: Final = HERE / "vendor.lock.json"

PACKAGES: Final[dict[str, dict[str, str]]] = {
    "@tabler/core@1.6.1": {"dist/css/tabler.min.css": "tabler.min.css"},
    "htmx.org@2.0.11": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
    "idiomorph@0.8.0": {"dist/idiomorph-ext.min.js": "idiomorph-ext.min.js", "LICENSE": "idiomorph.LICENSE.txt"},
    "@fontsource-variable/inter@5.3.0": {
        "files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
        "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
        "LICENSE": "inter.LICENSE.txt",
    },
    "@tabler/icons@3.51.0": {"LICENSE": "tabler-icons.LICENSE.txt"},
}
COMPRESSED_ABOVE: Final = 40_000
ICONS_PACKAGE: Final = "@tabler/icons@3.51.0"
ICONS: Final = HERE / "icons.txt"


def sha512_of(tarball: bytes) -> str:
    """Return the sum of a package the way npm writes it (`sha512-` and base64)."""
    return "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode()


def sha256_of(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def packed(package: str, into: Path) -> Path:
    """Download one package with `npm pack` and return its tarball."""
    answer = subprocess.run(["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True)
    return into / answer.stdout.strip().splitlines()[-1]


def picked(tarball: Path, path: str) -> bytes:
    """Return one file of a package, without the line that points to a source map which is not shipped."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(f"{path} is not in {tarball.name}")
        content = member.read()
    if path.endswith((".css", ".js")):
        content = re.sub(rb"\n?(/\*#\s*sourceMappingURL=.*?\*/|//#\s*sourceMappingURL=.*)\s*$", b"\n", content)
    return content


def sprite(tarball: Path) -> bytes:
    """Return one SVG holding the icons in use, each as a symbol named like its file."""
    symbols: list[str] = []
    for name in sorted(ICONS.read_text().split()):
        drawing = picked(tarball, f"icons/outline/{name}.svg").decode()
        inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
        inside = re.sub(r"\s+", " ", re.sub(r'<path stroke="none"[^>]*/>', "", inside)).strip()
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
            f'stroke-linecap="round" stroke-linejoin="round">{inside}</symbol>'
        )
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def fetched() -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the sum of every package and the content of every file to ship, by name."""
    packages: dict[str, str] = {}
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for package, wanted in PACKAGES.items():
            tarball = packed(package, Path(folder))
            packages[package] = sha512_of(tarball.read_bytes())
            files.update({name: picked(tarball, path) for path, name in wanted.items()})
            if package == ICONS_PACKAGE:
                files["icons.svg"] = sprite(tarball)
    heavy = {name: content for name, content in files.items() if name.endswith((".css", ".js")) and len(content) > COMPRESSED_ABOVE}
    files.update({name + ".gz": gzip.compress(content, 9, mtime=0) for name, content in heavy.items()})
    return packages, files


def main(arguments: list[str] | None = None) -> int:
    """Fetch, compare with the lock, write; return 1 when a sum differs and `--relock` was not given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--relock", action="store_true", help="accept the new sums")
    relock = parser.parse_args(arguments).relock
    packages, files = fetched()
    lock = {"packages": packages, "files": {name: sha256_of(content) for name, content in sorted(files.items())}}
    if not relock and LOCK.exists() and json.loads(LOCK.read_text()) != lock:
        print("The files differ from vendor.lock.json; look why, then run again with --relock.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
