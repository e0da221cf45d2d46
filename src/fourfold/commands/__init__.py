"""The commands of the command line, one file each: its options, and a thin call of the library."""
