"""`python -m pupitre` is the `pupitre` command."""

import sys

from pupitre.cli import main

if __name__ == "__main__":
    sys.exit(main())
