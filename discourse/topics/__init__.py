"""Topics: what the documents are about, and how that depends on who speaks and when."""

from discourse.room import make_callable
from discourse.topics import stm
from discourse.topics.comparing import compare_topics
from discourse.topics.comparison import Comparison
from discourse.topics.crosswalk import crosswalk
from discourse.topics.fitting import topics
from discourse.topics.intrusion import draw_intrusion, score_intrusion
from discourse.topics.model import TopicModel

__all__ = [
    "Comparison",
    "TopicModel",
    "compare_topics",
    "crosswalk",
    "draw_intrusion",
    "score_intrusion",
    "stm",
    "topics",
]

make_callable(__name__)
