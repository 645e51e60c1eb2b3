"""Make this checkout importable in the environment that runs this file, entry points included.

It writes the few lines that an editable installation comes down to, so that no build tool has to be fetched first.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def unlink_previous(site: Path) -> None:
    """Remove what an earlier link or installation of Pupitre left in the environment."""
    for name in ("_pupitre.pth", "_editable_impl_pupitre.pth", "pupitre.pth"):
        (site / name).unlink(missing_ok=True)
    for found in importlib.metadata.distributions(name="pupitre", path=[str(site)]):
        shutil.rmtree(site / f"{found.name}-{found.version}.dist-info", ignore_errors=True)


def entry_points(project: dict[str, dict[str, dict[str, str]]]) -> str:
    """Return `entry_points.txt` as the packaging specification writes it."""
    groups = {"console_scripts": project.get("scripts", {})} | project.get("entry-points", {})
    parts = (f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in names.items()) for group, names in groups.items())
    return "\n".join(parts)


def version() -> str:
    """Return the version that the package states."""
    lines = (ROOT / "src/pupitre/__init__.py").read_text("utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("__version__"))


def link(site: Path) -> None:
    """Write the path line and the metadata into the environment's folder of packages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    number = project.get("version") or version()
    unlink_previous(site)
    info = site / f"pupitre-{number}.dist-info"
    info.mkdir()
    (site / "pupitre.pth").write_text(f"{ROOT / 'src'}\n", "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: pupitre\nVersion: {number}\n", "utf-8")
    (info / "INSTALLER").write_text("pupitre\n", "utf-8")
    (info / "entry_points.txt").write_text(entry_points(project), "utf-8")
    (info / "RECORD").write_text(
        "".join(
            f"{name},,\n"
            for name in ("pupitre.pth", *(f"{info.name}/{file}" for file in ("METADATA", "INSTALLER", "entry_points.txt", "RECORD")))
        ),
        "utf-8",
    )


if __name__ == "__main__":
    link(Path(sysconfig.get_path("purelib")))
