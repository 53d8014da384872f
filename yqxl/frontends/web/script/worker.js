// The end of the worker's script: before it stand Pyodide's own scripts (worker_script.py), which
// give _createPyodideModule, loadPyodide and LOCK.
"use strict";

const HOME = "memory:///"; // no address at all: whatever Pyodide asks for is in `held`
const held = new Map();
let ceiling = Infinity;
let python = null;
let work = null;

// Nothing is fetched. What the loader asks for is given from memory, all else is refused; the
// policy of the page refuses it once more.
self.fetch = async (address) => {
  const bytes = held.get(String(address));
  if (bytes === undefined) throw new TypeError(`not in this page: ${address}`);
  return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
};
for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "indexedDB",
  "caches", "BroadcastChannel", "Worker"]) {
  Object.defineProperty(self, name, { value: undefined, configurable: true, writable: true });
}

// Memory has a ceiling: beyond it growing fails as malloc fails, and Python says MemoryError.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > ceiling) throw new RangeError("memory limit");
  return grow.call(this, pages);
};

const GLUE = `
import json, sys
sys.path.insert(0, "/lib/yqxl.zip")
from yqxl.frontends.web.jobs import run

def work(job, inputs, options):
    try:
        files = [(one.name, one.bytes.to_bytes()) for one in inputs]
        answer = run(job, files, options)
    except MemoryError:
        return ["", []]
    record = json.dumps(answer.record, ensure_ascii=False, allow_nan=False)
    return [record, [[name, memoryview(data)] for name, data in answer.files]]
`;

async function start({ module, library, program, limit }) {
  ceiling = limit;
  const instantiate = WebAssembly.instantiate;
  // the page compiles the engine once; a worker that follows another one gets it ready
  WebAssembly.instantiateStreaming = async (_, imports) =>
    ({ module, instance: await instantiate(module, imports) });
  held.set(`${HOME}pyodide.asm.wasm`, new Uint8Array(0));
  held.set(`${HOME}python_stdlib.zip`, library);
  python = await loadPyodide({
    indexURL: HOME,
    packageBaseUrl: HOME,
    lockFileContents: LOCK,
    createPyodideModule: _createPyodideModule,
    env: { PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/pyodide", TMPDIR: "/tmp" },
    stdin: () => undefined,
    stdout: () => {},
    stderr: (line) => self.postMessage({ kind: "said", line }),
  });
  self.postMessage({ kind: "stage", stage: "program" });
  python.FS.writeFile("/lib/yqxl.zip", new Uint8Array(program));
  python.runPython(GLUE);
  work = python.globals.get("work");
  self.postMessage({ kind: "ready", heap: python._module.HEAPU8.length });
}

function compute({ id, job, inputs, options }) {
  const begun = performance.now();
  const given = inputs.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }));
  const answer = work(job, given, options);
  const text = answer.get(0);
  const made = answer.get(1);
  const files = [];
  for (const pair of made) {
    const bytes = pair.get(1);
    files.push({ name: pair.get(0), bytes: bytes.toJs().slice() });
    bytes.destroy();
    pair.destroy();
  }
  made.destroy();
  answer.destroy();
  const message = { kind: "done", id, record: text ? JSON.parse(text) : null, files,
    heap: python._module.HEAPU8.length, milliseconds: performance.now() - begun };
  self.postMessage(message, files.map((file) => file.bytes.buffer));
}

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") await start(data);
    else if (data.kind === "compute") compute(data);
  } catch (error) {
    const message = String((error && error.message) || error).slice(-2000);
    self.postMessage({ kind: "failed", id: data.id ?? null, message });
  }
};
