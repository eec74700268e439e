"""Make HTML from a notebook's outputs harmless before it is published.

Outputs show text from corpora. Two walls stand between that text and a reader's browser: what is not on the
lists below is taken out here, and the published page forbids scripts and foreign loads altogether.
"""

from __future__ import annotations

import re

import bleach
import bs4
import tinycss2

TAGS = set(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
        "footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong "
        "sub summary sup table tbody td tfoot th thead time tr u ul var wbr",
    )
)
DROPPED = ("script", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "title")
EVERYWHERE = ("class", "id", "style", "title", "lang", "dir", "role", "aria-label", "aria-hidden", "tabindex")
ATTRIBUTES = {
    "img": ("alt", "width", "height"),
    "td": ("colspan", "rowspan", "headers"),
    "th": ("colspan", "rowspan", "headers", "scope", "abbr"),
    "col": ("span",),
    "ol": ("start", "type", "reversed"),
    "details": ("open",),
    "time": ("datetime",),
}
LINK = re.compile(r"(?:https?://|mailto:|#|[\w.-]+(?:/[\w.-]+)*(?:#|$))", re.IGNORECASE)
IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
UNNAMED = "A figure for which no description was given."
# Looks, but nothing that lays one thing over another or fetches a file.
PROPERTY = re.compile(
    r"--[\w-]+|(?:background|border|color|column|display|flex|float|font|gap|grid|height|justify|align|letter-spacing|"
    r"line-height|list-style|margin|max-|min-|opacity|overflow|padding|text-|vertical-align|white-space|width|"
    r"word-|writing-mode|hyphens|box-decoration-break|-webkit-box-decoration-break|border-)[\w-]*"
)
FUNCTION = re.compile(r"rgba?|hsla?|oklch|var|calc|min|max|clamp|linear-gradient|color-mix|light-dark|minmax|repeat")


def clean(html: str) -> str:
    """Return `html` with only what a table, a figure or an article needs.

    Scripts, event handlers, frames, forms, addresses other than web and mail links, and images that are not
    part of the page are taken out. Style sheets are kept as far as they set colours, type and space, and hold
    for what stands beside them in `html` only as long as the caller wraps it in an element of class `output`.
    """
    soup = bs4.BeautifulSoup(html, "html.parser")
    sheets = []
    for style in soup.find_all("style"):
        if not style.has_attr("scoped"):  # pandas adds these to each table; the page has its own
            sheets.append(_sheet(style.get_text()))
        style.decompose()
    for element in soup.find_all(DROPPED):
        element.decompose()
    for image in soup.find_all("img"):
        if IMAGE.fullmatch(image.get("src", "")):
            image["alt"] = image.get("alt", UNNAMED)
        else:
            image.replace_with(image.get("alt", ""))
    body = _cleaner().clean(str(soup))
    css = "".join(sheets)
    return f"<style>{css}</style>{body}" if css else body


def _cleaner() -> bleach.Cleaner:
    # `data` is an address scheme to bleach; `_allowed` lets it through for images of known types only.
    return bleach.Cleaner(
        tags=TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=_Inline(),
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("a", "href"):
        return bool(LINK.match(value))
    if (tag, name) == ("img", "src"):
        return bool(IMAGE.fullmatch(value))
    return name in EVERYWHERE or name in ATTRIBUTES.get(tag, ())


class _Inline:
    """What bleach asks of something that cleans `style` attributes."""

    def sanitize_css(self, style: str) -> str:
        return _declarations(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def _sheet(css: str) -> str:
    """The harmless rules of a style sheet, confined to outputs."""
    return _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list) -> str:
    kept = []
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tinycss2.serialize(node.prelude).strip()
            inner = _declarations(tinycss2.parse_blocks_contents(node.content, skip_comments=True))
            rule = ", ".join(f".output {part.strip()}" for part in selectors.split(",")) + f" {{ {inner} }}"
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content:
            inner = _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
            rule = f"@media {tinycss2.serialize(node.prelude).strip()} {{ {inner} }}"
        else:
            continue
        if inner and "<" not in rule:  # a `</style>` in a string would end the sheet
            kept.append(rule)
    return "\n".join(kept)


def _declarations(nodes: list) -> str:
    return "; ".join(
        f"{node.name}: {tinycss2.serialize(node.value).strip()}{' !important' if node.important else ''}"
        for node in nodes
        if node.type == "declaration" and PROPERTY.fullmatch(node.lower_name) and _is_plain(node.value)
    )


def _is_plain(tokens: list) -> bool:
    for token in tokens:
        if token.type in ("url", "error") or token.type.endswith("block"):
            return False
        if token.type == "function" and not (FUNCTION.fullmatch(token.lower_name) and _is_plain(token.arguments)):
            return False
    return True
