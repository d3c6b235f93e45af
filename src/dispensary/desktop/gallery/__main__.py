"""`python -m dispensary.desktop.gallery FOLDER [theme] [height] [screen...]` writes the filled forms as pictures."""

import sys

from dispensary.desktop.gallery.screens import main

sys.exit(main(sys.argv[1:]))
