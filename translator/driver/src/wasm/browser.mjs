// Runs a module in a page: the functions of WASI (preview 1) that a page can give. There are no files.

const SUCCESS = 0, BADF = 8, NOSYS = 52, NOTCAPABLE = 76, SPIPE = 70;
const CHARACTER_DEVICE = 2;

class Exit {
  constructor(status) {
    this.status = status;
  }
}

/// Runs the program and gives its exit status. `output` and `error` are called with text as it is written; `stdin` is a text.
export async function run({
  args = [],
  env = {},
  stdin = "",
  output = (text) => console.log(text),
  error = output,
  url = new URL("__MODULE__", import.meta.url),
} = {}) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`cannot read ${url}: ${response.status}`);
  const module = await WebAssembly.compile(await response.arrayBuffer());
  let memory;
  const host = wasi({ args: [decodeURIComponent("__URL__"), ...args], env, stdin, output, error, memory: () => memory.buffer });
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = host[name] ?? (() => NOSYS);
  }
  const instance = await WebAssembly.instantiate(module, imports);
  memory = instance.exports.memory;
  try {
    instance.exports._start();
  } catch (e) {
    if (!(e instanceof Exit)) throw e;
    return e.status;
  }
  return 0;
}

function wasi({ args, env, stdin, output, error, memory }) {
  const encoder = new TextEncoder();
  const input = encoder.encode(stdin);
  let read = 0;
  const streams = [null, output, error].map((write) => write && { write, decoder: new TextDecoder() });
  const view = () => new DataView(memory());
  const strings = (texts) => texts.map((text) => encoder.encode(text + "\0"));
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);

  // WASI's way to give a list of strings: first the sizes, then addresses and characters.
  const sizes = (texts) => (count, size) => {
    view().setUint32(count, texts.length, true);
    view().setUint32(size, strings(texts).reduce((sum, bytes) => sum + bytes.length, 0), true);
    return SUCCESS;
  };
  const list = (texts) => (addresses, at) => {
    for (const bytes of strings(texts)) {
      view().setUint32(addresses, at, true);
      new Uint8Array(memory(), at, bytes.length).set(bytes);
      addresses += 4;
      at += bytes.length;
    }
    return SUCCESS;
  };
  const buffers = (vectors, count) =>
    Array.from({ length: count }, (_, i) => {
      const at = vectors + i * 8;
      return new Uint8Array(memory(), view().getUint32(at, true), view().getUint32(at + 4, true));
    });

  return {
    args_sizes_get: sizes(args),
    args_get: list(args),
    environ_sizes_get: sizes(variables),
    environ_get: list(variables),
    fd_write(fd, vectors, count, written) {
      const stream = streams[fd];
      if (!stream) return BADF;
      let n = 0;
      for (const bytes of buffers(vectors, count)) {
        stream.write(stream.decoder.decode(bytes, { stream: true }));
        n += bytes.length;
      }
      view().setUint32(written, n, true);
      return SUCCESS;
    },
    fd_read(fd, vectors, count, got) {
      if (fd !== 0) return BADF;
      let n = 0;
      for (const bytes of buffers(vectors, count)) {
        const part = input.subarray(read, read + bytes.length);
        bytes.set(part);
        read += part.length;
        n += part.length;
      }
      view().setUint32(got, n, true);
      return SUCCESS;
    },
    fd_close: (fd) => (fd < streams.length ? SUCCESS : BADF),
    fd_seek: (fd) => (fd < streams.length ? SPIPE : BADF),
    fd_fdstat_get(fd, at) {
      if (fd >= streams.length) return BADF;
      new Uint8Array(memory(), at, 24).fill(0);
      view().setUint8(at, CHARACTER_DEVICE);
      return SUCCESS;
    },
    fd_prestat_get: () => BADF,
    path_open: () => NOTCAPABLE,
    path_unlink_file: () => NOTCAPABLE,
    path_filestat_get: () => NOTCAPABLE,
    clock_time_get(clock, precision, at) {
      const ms = clock === 0 ? Date.now() : performance.now();
      view().setBigUint64(at, BigInt(Math.round(ms * 1e6)), true);
      return SUCCESS;
    },
    poll_oneoff(subscription, event, count, events) {
      // A page cannot wait but by looking at the clock.
      const until = performance.now() + Number(view().getBigUint64(subscription + 24, true)) / 1e6;
      while (performance.now() < until);
      view().setUint32(events, 1, true);
      return SUCCESS;
    },
    random_get(at, size) {
      crypto.getRandomValues(new Uint8Array(memory(), at, size));
      return SUCCESS;
    },
    proc_exit(status) {
      throw new Exit(status);
    },
  };
}
