"""Codebooks (YAML) and the coding of texts with them."""

from discourse.framing.codebook import Category, Codebook, Rule
from discourse.framing.coder import code
from discourse.framing.coding import Coding

__all__ = ["Category", "Codebook", "Coding", "Rule", "code"]
