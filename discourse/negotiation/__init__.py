"""Negotiation: who does what to whom, in whose words, and how surely."""

from discourse.negotiation.statements import Statements
from discourse.negotiation.table import statements

__all__ = ["Statements", "statements"]
