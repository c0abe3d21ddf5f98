"""The site in Chromium: accessibility of every page in every mode, keyboard, no script, phone and print."""
