// What came of each file: a row of the summary, and a section with its tables.

const KINDS = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xlsm: "application/vnd.ms-excel.sheet.macroEnabled.12",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  zip: "application/zip",
};
const URLS = [];
const CLASSES = { 错误: "error", 警告: "warning", 提示: "note" };

function addRow(entry) {
  entry.row = element("tr");
  byId("rows").append(entry.row);
  byId("summary").hidden = false;
  showRow(entry);
}

function showRow(entry) {
  const shown = entry.record?.display;
  const name = element("th");
  name.scope = "row";
  if (shown) {
    const link = element("a", entry.name);
    link.href = `#file-${entry.id}`;
    name.append(link);
  } else name.textContent = entry.name;
  const wrong = ["完成，有错误", "未处理", "未写出"].includes(entry.state);
  const cells = [
    element("td", SETTINGS.jobs[entry.job]),
    element("td", entry.state, wrong ? "error" : shown ? "done" : ""),
    element("td", shown?.total || "—", "n"),
    element("td", shown?.grade || "—"),
    ...["error", "warning", "note"].map((level) =>
      element("td", shown ? shown.counts[level] : "—", "n")),
  ];
  const made = element("td");
  for (const file of entry.files ?? []) made.append(download(file, "下载"));
  if (!entry.files?.length) made.textContent = "—";
  entry.row.replaceChildren(name, ...cells, made);
  byId("all").hidden = entries.filter((one) => one.files?.length).length < 2;
}

function download(file, text) {
  const link = element("a", text, "download");
  if (!file.url) {
    const type = KINDS[file.name.split(".").at(-1).toLowerCase()] ?? "application/octet-stream";
    file.url = URL.createObjectURL(new Blob([file.bytes], { type }));
    URLS.push(file.url);
  }
  link.href = file.url;
  link.download = file.name;
  if (text === "下载") link.setAttribute("aria-label", `下载 ${file.name}`);
  return link;
}

function addDetail(entry) {
  const section = element("section");
  const title = element("h2", entry.name);
  section.id = `file-${entry.id}`;
  title.id = `title-${entry.id}`;
  section.setAttribute("aria-labelledby", title.id);
  section.append(title);
  const { figures, tables, lines } = entry.record.display;
  if (figures.length) section.append(listed(figures, "figures"));
  for (const line of lines ?? []) section.append(element("p", line));
  for (const one of tables) section.append(shownTable(entry, one));
  if (!tables.some((one) => one.caption === "问题") && entry.record.findings) {
    section.append(element("p", "没有发现问题。"));
  }
  for (const file of entry.files) {
    const line = element("p", null, "tools");
    line.append(download(file, `下载 ${file.name}`));
    section.append(line);
  }
  byId("details").append(section);
}

function shownTable(entry, { caption, heads, rows }) {
  const cells = rows.map((row) => row.map((text, place) => {
    if (caption === "问题" && place === 0) return element("span", text, CLASSES[text]);
    return text;
  }));
  if (caption !== "指标") return table(caption, entry.name, heads, cells);
  const answer = element("div", null, "why");
  answer.setAttribute("role", "status");
  const asking = cells.map((row) => [...row, why(entry, row[0], answer)]);
  const box = element("div");
  box.append(table(caption, entry.name, [...heads, ["由来", "tools"]], asking), answer);
  return box;
}

function why(entry, code, answer) {
  const button = element("button", "由来", "small");
  button.type = "button";
  button.setAttribute("aria-label", `${code} 的得分由来`);
  button.onclick = async () => {
    if (current || engine.waiting) return;
    const bytes = await entry.file.arrayBuffer();
    const { record } = await ask("explain", [{ name: entry.name, bytes }], { code });
    if (record?.lines) answer.replaceChildren(listed(record.lines, "lines"));
  };
  return button;
}

function listed(pairs, className) {
  const list = element("dl", null, className);
  for (const [label, text] of pairs) {
    const pair = element("div");
    pair.append(element("dt", label), element("dd", text));
    list.append(pair);
  }
  return list;
}

async function downloadAll() {
  if (current || engine.waiting) return;
  const files = entries.flatMap((one) => one.files ?? []);
  const inputs = files.map(({ name, bytes }) => ({ name, bytes: bytes.slice().buffer }));
  const { files: made } = await ask("zip", inputs, {});
  if (made?.length) download(made[0], "").click();
}

function clear() {
  cancel();
  entries.length = 0;
  while (URLS.length) URL.revokeObjectURL(URLS.pop());
  byId("rows").replaceChildren();
  byId("details").replaceChildren();
  byId("summary").hidden = true;
  tell("就绪。", -1);
  byId("files").focus();
}
