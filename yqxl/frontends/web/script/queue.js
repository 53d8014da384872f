// Files and what is to be done with them, one after the other.

const entries = [];
let current = null;
let numbered = 0;

function take(files, job, options) {
  for (const file of files) {
    const entry = { id: ++numbered, file, name: file.name, job, options, state: "等待" };
    entries.push(entry);
    addRow(entry);
  }
  void work();
}

async function work() {
  if (current) return;
  for (;;) {
    const entry = entries.find((one) => one.state === "等待");
    if (!entry) break;
    current = entry;
    entry.state = "计算中";
    showRow(entry);
    byId("cancel").hidden = false;
    const place = entries.indexOf(entry);
    tell(`正在处理第 ${place + 1} 个，共 ${entries.length} 个：${entry.name}`,
      place / entries.length);
    const answer = await answered(entry);
    if (entry.state === "计算中") finish(entry, answer);
    current = null;
  }
  byId("cancel").hidden = true;
  const done = entries.filter((one) => one.record).length;
  const stopped = entries.length - done;
  if (entries.length) tell(`处理了 ${done} 个文件${stopped ? `，取消 ${stopped} 个` : ""}。`, -1);
}

async function answered(entry) {
  if (entry.file.size > SETTINGS.largest) return { refusal: "size" };
  let bytes;
  try {
    bytes = await entry.file.arrayBuffer();
  } catch {
    return { refusal: "unreadable" };
  }
  if (entry.state !== "计算中") return {};
  try {
    return await ask(entry.job, [{ name: entry.name, bytes }], entry.options);
  } catch (error) {
    failed(error);
    return { refusal: "internal" };
  }
}

function finish(entry, { record, files, refusal }) {
  entry.record = record ?? { ...SETTINGS.refusals[refusal], input: entry.name };
  entry.files = files ?? [];
  entry.state = entry.record.display.state;
  showRow(entry);
  addDetail(entry);
}

function cancel() {
  for (const entry of entries) {
    if (entry.state === "等待" || entry.state === "计算中") {
      entry.state = "已取消";
      showRow(entry);
    }
  }
  settle({ refusal: "cancelled" });
}

function failed(error) {
  tell(`启动失败（${error.message}）。请用 Chrome 或 Edge 103、Firefox 114、Safari 16.4 ` +
    "或更新的版本打开本页。", -1);
}
