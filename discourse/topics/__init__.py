"""Topics: what the documents are about, and how that depends on who speaks and when."""

from discourse.room import make_callable
from discourse.topics import stm
from discourse.topics.fitting import topics
from discourse.topics.model import TopicModel

__all__ = ["TopicModel", "stm", "topics"]

make_callable(__name__)
