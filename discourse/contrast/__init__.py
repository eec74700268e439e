"""What sets one side's language apart. Here the measures take counts; `discourse` has the same for a corpus."""

from discourse.contrast.dispersion import dispersion
from discourse.contrast.keyness import keyness

__all__ = ["dispersion", "keyness"]
