// The concordance explorer. All text of the corpus is set as text, never as HTML.

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function menu(label, options, chosen, changed) {
  const box = element("label", "", `${label} `);
  const select = element("select");
  select.setAttribute("aria-label", label);
  for (const [value, text] of options) {
    const option = element("option", "", text);
    option.value = value;
    select.append(option);
  }
  select.value = chosen;
  select.addEventListener("change", () => changed(select.value));
  box.append(select);
  return box;
}

const ORDERS = [["text", "reading order"], ["right", "words after"], ["left", "words before"], ["keyword", "keyword"]];

function render({ model, el }) {
  const root = element("div", "concordance-explorer");
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // keys typed here are not JupyterLab's commands
  const send = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };

  const form = element("form", "ce-controls");
  const search = element("input");
  search.type = "search";
  search.value = model.get("query");
  search.setAttribute("aria-label", "search");
  search.placeholder = "peace, negotiat*, lemma:talk, category:hope, /expression/";
  const button = element("button", "", "Search");
  button.type = "submit";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send("query", search.value);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    send("query", search.value);
  });
  form.append(search, button, menu("sort by", ORDERS, model.get("order"), (value) => send("order", value)));
  for (const [column, values] of Object.entries(model.get("values"))) {
    const options = [["", "all"], ...values.map((value) => [value, value])];
    form.append(
      menu(column, options, model.get("filters")[column] || "", (value) =>
        send("filters", { ...model.get("filters"), [column]: value }),
      ),
    );
  }

  const note = element("p", "ce-note");
  note.setAttribute("role", "status");
  const scroll = element("div", "ce-scroll");
  const table = element("table");
  const head = element("tr");
  for (const name of ["before", "keyword", "after", "document"]) {
    const cell = element("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  const heading = element("thead");
  heading.append(head);
  const body = element("tbody");
  table.append(heading, body);
  scroll.append(table);
  const passage = element("div", "ce-passage");
  passage.hidden = true;
  root.append(form, note, scroll, passage);
  el.append(root);

  const showLines = () => {
    body.replaceChildren(
      ...model.get("lines").map((line, number) => {
        const row = element("tr");
        row.tabIndex = 0;
        const left = element("td", "ce-left");
        left.append(element("bdi", "", line.left));
        const middle = element("td", "ce-keyword");
        middle.append(element("mark", "", line.keyword));
        row.append(left, middle, element("td", "ce-right", line.right), element("td", "ce-document", line.document));
        const open = () => send("chosen", number);
        row.addEventListener("click", open);
        row.addEventListener("keydown", (event) => event.key === "Enter" && open());
        return row;
      }),
    );
    scroll.scrollTop = 0;
  };
  const showNote = () => {
    note.textContent = model.get("note");
    note.classList.toggle("ce-wrong", model.get("wrong"));
  };
  const showPassage = () => {
    const shown = model.get("passage");
    passage.hidden = shown.keyword === undefined;
    const chosen = model.get("chosen");
    [...body.children].forEach((row, number) => row.classList.toggle("ce-chosen", number === chosen));
    if (passage.hidden) return;
    const title = element("h4", "", shown.title);
    const close = element("button", "ce-close", "close");
    close.type = "button";
    close.addEventListener("click", () => send("chosen", -1));
    title.append(close);
    const text = element("div", "ce-text");
    const mark = element("mark", "", shown.keyword);
    text.append(shown.before, mark, shown.after);
    passage.replaceChildren(title, element("p", "ce-about", shown.about), text);
    text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 2;
  };
  const showQuery = () => {
    search.value = model.get("query");
  };

  const watched = { lines: showLines, note: showNote, wrong: showNote, passage: showPassage, query: showQuery };
  for (const [name, show] of Object.entries(watched)) model.on(`change:${name}`, show);
  showLines();
  showNote();
  showPassage();
  return () => {
    for (const [name, show] of Object.entries(watched)) model.off(`change:${name}`, show);
  };
}

export default { render };
