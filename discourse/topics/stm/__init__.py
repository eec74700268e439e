"""The structural topic model on arrays: `fit(counts, k, design)`."""

from discourse.topics.stm.model import StructuralTopicModel, fit

__all__ = ["StructuralTopicModel", "fit"]
