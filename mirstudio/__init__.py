"""mirstudio restores photos with the networks of four papers; see ARCHITECTURE.md."""

__version__ = "0.1.0"
