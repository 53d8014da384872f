// node compile.mjs PYODIDE FOLDER: runs compile_inside.py in Pyodide's own Python over the files
// of FOLDER, so that the byte code is that of the Python that will load it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")).href);
// no hash may depend on chance: the same source has to give the same bytes
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
for (const name of ["package.zip", "wanted.json"])
  python.FS.writeFile(`/${name}`, new Uint8Array(fs.readFileSync(path.join(folder, name))));
const library = fs.readFileSync(path.join(pyodide, "python_stdlib.zip"));
python.FS.writeFile("/library.zip", new Uint8Array(library));
const inside = path.join(path.dirname(fileURLToPath(import.meta.url)), "compile_inside.py");
python.runPython(fs.readFileSync(inside, "utf-8"));
for (const name of ["package.out.zip", "library.out.zip"])
  fs.writeFileSync(path.join(folder, name), python.FS.readFile(`/${name}`));
process.exit(0);
