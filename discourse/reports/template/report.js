"use strict";
// The page can be read without this: it adds a switch for dark and light, a search, and opens what is folded.
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("discourse-theme", value);
      return localStorage.getItem("discourse-theme");
    } catch {
      return null; // a browser that keeps nothing for pages from a disk
    }
  };
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  if (["dark", "light"].includes(kept())) root.dataset.theme = kept();
  label();
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    kept(root.dataset.theme);
    label();
  });
  document.querySelector(".tools").hidden = false;

  const open = (element) => {
    for (let one = element.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  };
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    open(target);
    target.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  arrive();
  // A second click on the same link changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) arrive();
  });

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  const list = found.querySelector("ol");
  const status = found.querySelector("p");
  const most = 40;
  let pieces = null;
  const gather = () => {
    pieces = [];
    const leaf = "p, li, tr, figcaption, h1, h2, h3, h4, summary, pre, dt, dd, svg";
    for (const element of document.querySelectorAll(".article :is(" + leaf + ")")) {
      if (element.closest("details.code") || element.querySelector(leaf)) continue;
      const parts = element.tagName === "svg" ? [...element.querySelectorAll("text")] : element.tagName === "TR" ? [...element.cells] : [element];
      const text = parts.map((one) => one.textContent).join(" ").replace(/\s+/g, " ").trim();
      if (text) pieces.push({ text, plain: plain(text), element });
    }
    const others = document.getElementById("pages");
    for (const [address, title, text] of others ? JSON.parse(others.textContent) : []) {
      pieces.push({ text, plain: plain(text), address, title });
    }
  };
  const mark = (element, words) => {
    if (!window.Highlight) return;
    const ranges = [];
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.data.toLowerCase();
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(walk.currentNode, at);
        range.setEnd(walk.currentNode, at + words.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const go = (piece, words) => {
    open(piece.element);
    mark(piece.element, words);
    piece.element.scrollIntoView({ block: "center" });
    found.hidden = true;
  };
  const search = () => {
    const words = box.value.trim();
    const wanted = plain(words);
    list.replaceChildren();
    found.hidden = wanted.length < 2;
    if (window.Highlight) CSS.highlights.delete("found");
    if (found.hidden) return;
    if (!pieces) gather();
    const hits = pieces.filter((one) => one.plain.includes(wanted));
    status.textContent = hits.length ? hits.length + (hits.length === 1 ? " place" : " places") + (hits.length > most ? ", the first " + most + " of them" : "") : "Nothing found";
    for (const hit of hits.slice(0, most)) {
      const at = Math.max(0, hit.plain.indexOf(wanted) - 50);
      const link = document.createElement(hit.address ? "a" : "button");
      if (hit.address) link.href = hit.address;
      else {
        link.type = "button";
        link.addEventListener("click", () => go(hit, words.toLowerCase()));
      }
      link.textContent = (hit.title ? hit.title + ": " : "") + (at ? "…" : "") + hit.text.slice(at, at + 160) + (hit.text.length > at + 160 ? "…" : "");
      link.dir = "auto";
      const line = document.createElement("li");
      line.append(link);
      list.append(line);
    }
  };
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.value = "";
      search();
    } else if (event.key === "Enter") {
      event.preventDefault(); // or the same key would press what gets the focus
      clearTimeout(waiting);
      search();
      list.querySelector("a, button")?.focus();
    }
  });
  found.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    found.hidden = true;
    box.focus();
  });
})();
