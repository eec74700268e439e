"""Codebooks (YAML) and the coding of texts with them."""

from discourse.framing.codebook import Category, Codebook, Rule, Scale
from discourse.framing.coder import code
from discourse.framing.coding import Coding
from discourse.framing.compare import compare

__all__ = ["Category", "Codebook", "Coding", "Rule", "Scale", "code", "compare"]
