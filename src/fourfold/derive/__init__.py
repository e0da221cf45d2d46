"""Edges derived from clauses: one file a question, each in plain words.

``base`` holds what the questions are asked of; ``edge`` asks them all and weighs the answers.
"""
