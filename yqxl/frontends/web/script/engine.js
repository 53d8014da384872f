// The engine: Python in a worker, out of the data blocks of this very file.

const SETTINGS = JSON.parse(byId("data-settings").textContent);
const engine = { worker: null, parts: null, begun: null, waiting: null, numbering: 0, times: {} };

function block(name) {
  const holder = byId(`data-${name}`);
  const text = atob(holder.textContent);
  holder.remove(); // millions of letters that nobody needs any more
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}

async function unpack() {
  const compiled = WebAssembly.compileStreaming(block("engine"));
  const [script, library, program] = await Promise.all([
    block("worker").text(), block("library").arrayBuffer(), block("program").arrayBuffer()]);
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return { url, library, program, module: await compiled };
}

// Begin a worker, or return the promise of the one that is beginning or ready.
function ready() {
  engine.begun ??= begin().catch((error) => {
    engine.begun = null;
    throw error;
  });
  return engine.begun;
}

async function begin() {
  engine.parts ??= unpack();
  const { url, module, library, program } = await engine.parts;
  const worker = new Worker(url, { name: "yqxl" });
  engine.worker = worker;
  await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "worker"));
    worker.onmessage = ({ data }) => {
      if (data.kind === "ready") resolve();
      else if (data.kind === "failed") reject(new Error(data.message));
      else if (data.kind === "said") console.warn(data.line);
    };
    worker.postMessage({ kind: "start", module, library, program, limit: SETTINGS.memory });
  });
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = () => settle({ refusal: "died" });
  engine.times.ready ??= performance.now();
}

// End the worker, whatever it does; the next job begins a new one.
function end() {
  engine.worker?.terminate();
  engine.worker = engine.begun = null;
}

function heard(data) {
  if (data.kind === "said") console.warn(data.line);
  if (!engine.waiting || data.id !== engine.waiting.id) return;
  engine.last = data;
  if (data.kind === "failed") {
    console.error(data.message);
    settle({ refusal: "internal", end: true });
  } else if (data.record === null) {
    settle({ refusal: "memory", end: true }); // what is left of its memory is in pieces
  } else {
    settle({ record: data.record, files: data.files, end: data.heap > SETTINGS.renewed });
  }
}

function settle(answer) {
  const waiting = engine.waiting;
  if (!waiting) return;
  engine.waiting = null;
  clearTimeout(waiting.timer);
  if (answer.end || answer.refusal) end();
  waiting.resolve(answer);
}

// Do one job; the answer has a record and files, or the name of a refusal.
async function ask(job, inputs, options) {
  await ready();
  return new Promise((resolve) => {
    const id = ++engine.numbering;
    const timer = setTimeout(() => settle({ refusal: "time" }), SETTINGS.seconds * 1000);
    engine.waiting = { id, resolve, timer };
    const message = { kind: "compute", id, job, inputs, options: JSON.stringify(options) };
    engine.worker.postMessage(message, inputs.map((one) => one.bytes));
  });
}
