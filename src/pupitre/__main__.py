"""`python -m pupitre` is the `pupitre` command."""

import sys

from pupitre.cli import main

sys.exit(main())
