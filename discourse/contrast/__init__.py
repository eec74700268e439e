"""What sets one side's language apart, and the words in their places.

The measures here take counts or token ids: `keyness`, `word_shift`, `association`, `interaction`, `collocations`,
`collocates`, `dispersion`, `wordscores`, `wordfish`. Those that `discourse` has by the same names take a corpus, count,
and call these.
"""

from discourse.contrast.association import association, interaction
from discourse.contrast.collocations import collocates, collocations
from discourse.contrast.dispersion import dispersion
from discourse.contrast.keyness import keyness
from discourse.contrast.shift import word_shift
from discourse.contrast.wordfish import Wordfish, wordfish
from discourse.contrast.wordscores import Wordscores, wordscores

__all__ = [
    "Wordfish",
    "Wordscores",
    "association",
    "collocates",
    "collocations",
    "dispersion",
    "interaction",
    "keyness",
    "word_shift",
    "wordfish",
    "wordscores",
]
