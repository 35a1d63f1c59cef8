// Runs a wasm module under Node.js as a WASI host: node host.mjs MODULE ARGUMENTS...
// The program sees all files, the environment and the current folder.
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

class Exit {
  constructor(status) {
    this.status = status;
  }
}

const [file, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: "preview1",
  args: [file, ...args],
  env: { ...process.env, PWD: process.cwd() },
  preopens: { "/": "/" },
});
// Functions in JavaScript between the module and the host: where Node.js 20 calls its own from wasm directly, a stack trace and an
// exit from there crash it.
const imports = {};
for (const [name, f] of Object.entries(wasi.wasiImport)) imports[name] = (...values) => f(...values);
imports.proc_exit = (status) => {
  throw new Exit(status);
};
const module = new WebAssembly.Module(readFileSync(file));
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
try {
  wasi.start(instance);
} catch (e) {
  if (!(e instanceof Exit)) throw e;
  process.exitCode = e.status;
}
