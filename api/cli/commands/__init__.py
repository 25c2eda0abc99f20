"""The commands by group: tables of options that import what they run only when they run it."""
