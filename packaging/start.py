"""What the bundle's programs begin with: the window or the command line, by the program's name."""

import sys
from pathlib import Path

from mirstudio.__main__ import main, open_window

if Path(sys.argv[0]).stem == "mirstudio-window":
    sys.exit(open_window())
sys.exit(main())
