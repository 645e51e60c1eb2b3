"""The package is light to import, and its pure parts live without Django."""

from __future__ import annotations

import subprocess
import sys

import pytest

BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} is not there")

sys.meta_path.insert(0, Blocker())
import {module}
print(len(sys.modules))
"""

PURE = ["kernel", "tables", "store", "maths", "words", "sources", "impact", "charts"]
SERVER = {"django", "granian", "whitenoise", "asgiref"}
HEAVY = SERVER | {"numpy", "pyarrow", "duckdb", "babel", "typst", "python_calamine", "xlsxwriter"}


def modules_loaded(module: str, blocked: set[str]) -> int:
    """Import a module in a fresh interpreter where some libraries do not exist, and return how many modules that took."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED.format(blocked=blocked, module=module)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_imports_without_django(package):
    modules_loaded(f"pupitre.{package}", SERVER)


def test_every_domain_imports_without_django_or_the_database(domain_folders):
    for folder in domain_folders:
        modules_loaded(f"pupitre.domains.{folder.name}", SERVER | {"duckdb"})


def test_the_kernel_and_the_command_answer_without_any_library():
    assert modules_loaded("pupitre.kernel", HEAVY) < 120
    assert modules_loaded("pupitre.cli", HEAVY) < 150


def test_the_help_of_the_command_loads_no_library():
    program = "import sys, pupitre.cli\ntry: pupitre.cli.main(['--help'])\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert {name.split(".")[0] for name in done.stderr.split()} & HEAVY == set()
