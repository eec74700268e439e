// One passage at a time, coded with the keyboard. Python keeps every answer in a file before it shows the next one.
function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function render({ model, el }) {
  const root = element("div", "discourse-coding");
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Coding sheet");
  el.append(root);

  // What is asked goes to Python under a growing number, so that the same answer twice is two answers.
  let asked = 0;
  function ask(what, value) {
    asked += 1;
    model.set("asked", { number: asked, what, value, at: model.get("view").position });
    model.save_changes();
  }

  function draw() {
    const view = model.get("view");
    const focused = root.contains(document.activeElement);
    root.replaceChildren();
    const head = element("div", "discourse-coding-head");
    head.append(
      element("strong", "", `${view.position + 1} of ${view.total}`),
      element("span", "", ` · ${view.coded} coded · saved in ${view.file}`),
    );
    const text = element("p", "discourse-coding-text");
    text.append(
      element("span", "discourse-coding-context", `${view.before} `),
      element("mark", "", view.passage),
      element("span", "discourse-coding-context", ` ${view.after}`),
    );
    const choices = element("div", "discourse-coding-choices");
    view.categories.forEach((category) => {
      const button = element("button", "", `${category.key}  ${category.label}`);
      button.type = "button";
      button.title = category.definition;
      button.setAttribute("aria-pressed", String(category.marked));
      button.addEventListener("click", () => ask("mark", category.id));
      choices.append(button);
    });
    const hint = element(
      "p",
      "discourse-coding-hint",
      view.message || "Keys: the one before a category marks it, Enter or → next, ← back, u next without a code.",
    );
    hint.setAttribute("aria-live", "polite");
    root.append(head, text, choices, hint);
    if (focused) root.focus();
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const category = model.get("view").categories.find((one) => one.key === event.key);
    const moves = { Enter: "next", ArrowRight: "next", ArrowLeft: "back", u: "open" };
    if (category) ask("mark", category.id);
    else if (moves[event.key]) ask("move", moves[event.key]);
    else return;
    // JupyterLab has shortcuts of its own on these keys.
    event.preventDefault();
    event.stopPropagation();
  });
  model.on("change:view", draw);
  draw();
}

export default { render };
