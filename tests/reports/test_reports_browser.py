"""A published report in a real browser: nothing in it acts, nothing is fetched, everything can be read."""

from __future__ import annotations

import http.server
import threading
from itertools import pairwise

import pytest

from discourse.reports import spec
from discourse.reports.run import run

pytestmark = pytest.mark.browser

EVIL = """
from IPython.display import HTML, Markdown, SVG, Javascript, display
from discourse.reports.output import keep
import pandas as pd
texts = [
    "<script>document.title = 'owned'</script>",
    "<img src=x onerror=\\"document.title = 'owned'\\">",
    "</td></table></style></title><script>document.title = 'owned'</script>",
    "[link](javascript:document.title='owned')",
    "<svg onload=\\"document.title = 'owned'\\">",
    "<iframe src='http://127.0.0.1:9/frame'></iframe>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css><style>body{display:none}</style>",
    "{{ 7 * 7 }}{% for x in y %}",
    "![picture](http://127.0.0.1:9/picture.png)",
]
keep(pd.DataFrame({"<b>text</b>": texts}), "texts")
"""
SHOW = """
for text in texts:
    display(HTML(f"<p class='raw'>{text}</p>"), Markdown(text))
    print(text, "\\x1b[31m")
display(Javascript("document.title = 'owned'"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>document.title = 'owned'</script></svg>"))
display(HTML('<a id="click" href="javascript:document.title=1">click</a>'))
keep("\\n\\n".join(texts), "answer")
"""
FIGURE = """
from discourse.figures.figure import new_figure
figure = new_figure(4, 3)
figure.subplots().plot([1, 3, 2])
figure.alt = '"><script>document.title = 1</script> rises'
figure.caption = "How to <read> it."
keep(figure, "shares")
"""


class Watched:
    """A page whose requests, dialogs and complaints are written down."""

    def __init__(self, browser, **context):
        self.context = browser.new_context(viewport={"width": 1100, "height": 800}, **context)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def foreign(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file://", "data:"))]


@pytest.fixture
def watched(chromium):
    made = []

    def make(**context) -> Watched:
        made.append(Watched(chromium, **context))
        return made[-1]

    yield make
    for each in made:
        each.context.close()


@pytest.fixture
def published(notebook, spec_file):
    notebook("evil", "# A <script>title</script>", EVIL, SHOW, FIGURE)
    text = (
        'title = "Report </title><script>document.title = 1</script>"\nsummary = "<img src=x onerror=alert(1)>"\n'
        "[[notebooks]]\nnotebook = 'evil.ipynb'\nparameters = { word = '<script>document.title = 1</script>' }\n"
    )
    outcome = run(spec.load(spec_file(text)), progress=lambda *_args, **_options: None)
    assert outcome.code == 0, outcome.message
    return outcome.folder


def test_a_hostile_corpus_does_nothing(published, watched):
    seen = watched()
    for name in ("index.html", "evil.html"):
        seen.page.goto((published / name).as_uri())
        title = seen.page.title()
        assert "script" in title  # shown as text
        seen.page.wait_for_timeout(300)
        assert seen.page.title() == title
        foreign = "iframe, object, svg:not(.drawn), link[rel=stylesheet], main script, header script"
        assert seen.page.locator(foreign).count() == 0
        assert seen.page.locator("h1").is_visible()
        assert seen.page.locator("footer").is_visible()
    assert seen.page.locator("td", has_text="document.title").first.is_visible()
    assert seen.page.locator("td", has_text="{{ 7 * 7 }}").is_visible()
    seen.page.locator(".output", has_text="click").last.locator("a").click()
    assert seen.page.title() == title
    assert seen.foreign() == []
    assert seen.complaints == []


def test_scripts_and_foreign_loads_are_forbidden_even_if_some_got_in(published, watched):
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args):
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        page = published / "evil.html"
        bad = (
            "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
            f"<img src='{base}/image'><script src='{base}/script'></script><iframe src='{base}/frame'></iframe>"
            f"<link rel=stylesheet href='{base}/sheet'><style>body {{ background: url({base}/ground) }}</style>"
        )
        page.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{bad}</main>"), encoding="utf-8")
        seen = watched()
        seen.page.goto(page.as_uri())
        seen.page.wait_for_timeout(500)
        assert seen.page.title() != "owned"
        assert len(seen.complaints) >= 6  # the browser says what it refused
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize("width", [360, 1100])
def test_a_page_fits_its_window(published, watched, width):
    seen = watched()
    seen.page.set_viewport_size({"width": width, "height": 700})
    for name in ("index.html", "evil.html"):
        seen.page.goto((published / name).as_uri())
        assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_can_be_used_from_the_keyboard_and_read_aloud(published, watched):
    seen = watched()
    seen.page.goto((published / "index.html").as_uri())
    assert seen.page.locator("html").get_attribute("lang") == "en"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "content"
    seen.page.get_by_role("link", name="Read it in full").click()
    assert seen.page.url.endswith("/evil.html")
    levels = seen.page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert all(next_one - one <= 1 for one, next_one in pairwise(levels))
    for image in seen.page.locator("img").all():
        assert image.get_attribute("alt")
    figure = seen.page.get_by_role("img", name="rises")
    assert figure.bounding_box()["width"] > 0
    code = seen.page.locator("details.code").first
    assert not code.locator("pre").is_visible()
    code.locator("summary").click()
    assert code.locator("pre").is_visible()
    seen.page.get_by_role("link", name="← Report").click()
    assert seen.page.url.endswith("/index.html")


def test_it_is_dark_where_the_reader_wants_it_dark(published, watched):
    grounds = set()
    for scheme in ("light", "dark"):
        seen = watched(color_scheme=scheme)
        seen.page.goto((published / "evil.html").as_uri())
        grounds.add(seen.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert (
            seen.page.locator("figure .drawn").first.evaluate("i => getComputedStyle(i).backgroundColor")
            == "rgb(255, 255, 255)"  # turned over as a whole in the dark
        )
    assert len(grounds) == 2
