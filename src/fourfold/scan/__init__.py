"""ScanCode's eye on a tree: which licences stand in its files, and where. An extra; nothing else needs it.

``running`` starts ScanCode within caps, ``worker`` is what runs there; ``detection`` says what its answer for one file is worth;
``apart`` tells the folders that are under other terms than the rest.
"""
