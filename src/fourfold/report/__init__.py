"""Reporters: each renders the one report value in one format; none holds facts of its own."""
