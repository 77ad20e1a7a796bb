"""The words of the search: those of English, and of Chinese, which has no blanks, every two characters that stand side by side.

The page splits what is typed in the same way, so that any piece of a Chinese message is found, without a dictionary.
"""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}]+")


class Bigrams(SearchEnglish):
    """English words, and pairs of Chinese characters."""

    js_splitter_code = r"""
function splitQuery(query) {
  const words = [];
  for (const piece of query.match(/[\u3400-\u4dbf\u4e00-\u9fff]+|[^\s\u3400-\u4dbf\u4e00-\u9fff]+/g) || []) {
    if (!/^[\u3400-\u4dbf\u4e00-\u9fff]/.test(piece)) {
      words.push(...piece.split(/[^\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu).filter((word) => word));
    } else if (piece.length === 1) words.push(piece);
    else for (let at = 0; at + 1 < piece.length; at += 1) words.push(piece.slice(at, at + 2));
  }
  return words;
}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 (the name is the generator's)
        words = super().split(_RUN.sub(" ", input))
        for run in _RUN.findall(input):
            words += [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
        return words

    def word_filter(self, word: str) -> bool:
        return bool(_RUN.match(word)) or super().word_filter(word)
