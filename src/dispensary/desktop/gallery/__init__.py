"""Every form filled with invented people, to look at: `python -m dispensary.desktop.gallery FOLDER`."""
