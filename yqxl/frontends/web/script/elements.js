"use strict";
// Elements of the page. Whatever comes from a workbook is put in as text, never as markup.

const byId = (id) => document.getElementById(id);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = String(text);
  if (className) made.className = className;
  return made;
}

// Say what goes on, with a bar where its end is known; a share below 0 hides the bar.
function tell(text, share) {
  byId("status").textContent = text;
  byId("bar").hidden = share < 0;
  byId("bar").value = Math.max(share, 0);
}

// A table of texts: heads are [text, class]; a cell may also be an element.
function table(caption, of, heads, rows) {
  const box = element("div", null, "wide");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `${caption}：${of}`);
  const made = element("table");
  made.append(element("caption", caption));
  const line = element("tr");
  for (const [text, className] of heads) {
    const head = element("th", text, className);
    head.scope = "col";
    line.append(head);
  }
  const head = element("thead");
  head.append(line);
  const body = element("tbody");
  for (const cells of rows) {
    const row = element("tr");
    cells.forEach((cell, place) => {
      const holder = element("td", cell instanceof Node ? null : cell || "—", heads[place][1]);
      if (cell instanceof Node) holder.append(cell);
      row.append(holder);
    });
    body.append(row);
  }
  made.append(head, body);
  box.append(made);
  return box;
}
