// The person's hands.

function chosen() {
  const job = document.querySelector("input[name=job]:checked").value;
  const options = job === "form" ? { form: byId("form").value, kind: byId("kind").value } : {};
  return [job, options];
}

byId("files").onchange = ({ target }) => {
  take([...target.files], ...chosen());
  target.value = ""; // the same file may be chosen again
};
let depth = 0;
const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragenter", (event) => {
  if (!carriesFiles(event)) return;
  depth++;
  document.body.classList.add("over");
});
addEventListener("dragleave", () => {
  depth = Math.max(0, depth - 1);
  if (!depth) document.body.classList.remove("over");
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  depth = 0;
  document.body.classList.remove("over");
  take([...event.dataTransfer.files], ...chosen());
});
byId("cancel").onclick = cancel;
byId("print").onclick = () => print();
byId("clear").onclick = clear;
byId("all").onclick = downloadAll;
byId("blank").onclick = () => take([new File([], "空白工作簿.xlsx")], "blank", {});

if (window.yqxlAble) {
  tell("正在启动……", 0.3);
  ready().then(() => { if (!current) tell("就绪。请选择文件。", -1); }, failed);
}
