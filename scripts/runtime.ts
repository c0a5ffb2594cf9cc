import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Bun's executable without its environment variables. `BUN_BE_BUN` turns any compiled program into the whole of Bun,
 * `BUN_OPTIONS` and `BUN_INSPECT` load code, `BUN_JSC_…` runs code and writes files, and no switch turns them off
 * (BUN_BE_BUN is documented behaviour: https://github.com/oven-sh/bun/pull/32606). So their names are overwritten in the
 * copy that is compiled into the program. Offsets and length stay as they are.
 */
type Sealed = {
  readonly bytes: Buffer;
  /** How many names of variables were overwritten. */
  readonly names: number;
  /** How many comparisons with the prefix of JavaScriptCore's options were. */
  readonly comparisons: number;
};

/** Counts in the pinned runtime, by target. Other counts mean another runtime: check its new variables first. */
const expected: Readonly<Record<string, Pick<Sealed, 'names' | 'comparisons'>>> = {
  'linux-x64': { names: 182, comparisons: 1 },
  'linux-arm64': { names: 181, comparisons: 0 },
  'linux-x64-musl': { names: 181, comparisons: 1 },
  'linux-arm64-musl': { names: 180, comparisons: 0 },
  'darwin-x64': { names: 184, comparisons: 1 },
  'darwin-arm64': { names: 183, comparisons: 0 },
  'windows-x64': { names: 165, comparisons: 0 },
  'windows-arm64': { names: 164, comparisons: 0 },
};

/**
 * Words of the runtime's own JavaScript, where `=` would be no syntax, and of its C headers. The properties of
 * `process.env` among them make it print warnings, name a port for servers, and speak to a debugger that is not there.
 */
const isCode = /^.(?:(?<=[._])BUN_|BUN_(?:ENV|FFI_|PLUGIN_NAME|TEST_DRAIN_EVENT_LOOP|WORKER_\w+_KEY|[^A-Z]))/s;

/**
 * On Linux and macOS, x64: an entry of the environment is compared with `BUN_JSC_` byte by byte, so there is no
 * string to overwrite. On arm64 and Windows the comparison has another form and stays: there, a person who can set variables
 * for rolecall can still set JavaScriptCore's options.
 */
const comparison = Buffer.from('803e4275', 'hex');
const comparisonGoesOn = /^\x80\x3e\x42\x75.{1,12}\x55\x75.{1,12}\x4e\x75.{1,12}\x5f\x75.{1,12}\x4a\x75/s;

/** @param executable Bun's, of any target */
export function sealed(executable: Buffer): Sealed {
  const bytes = Buffer.from(executable);
  let names = 0;
  let comparisons = 0;
  // NODE_CHANNEL_FD is Node's: a descriptor from which the runtime would read messages of a parent.
  for (const at of [...placesOf(bytes, 'BUN_'), ...placesOf(bytes, 'NODE_CHANNEL_FD\0')]) {
    if (isCode.test(bytes.toString('latin1', at - 1, at + 40))) continue;
    // No shell and no library sets a variable whose name begins with the sign that ends it.
    bytes[at] = 0x3d;
    names += 1;
  }
  for (const at of placesOf(bytes, comparison)) {
    if (!comparisonGoesOn.test(bytes.toString('latin1', at, at + 80))) continue;
    // No entry begins with NUL.
    bytes[at + 2] = 0;
    comparisons += 1;
  }
  return { bytes, names, comparisons };
}

function placesOf(bytes: Buffer, what: string | Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(what); at >= 0; at = bytes.indexOf(what, at + 1)) places.push(at);
  return places;
}

/**
 * Writes the sealed copy of a runtime.
 * @param target as Bun names it, without its prefix: `linux-x64`
 * @throws Error where it is not the runtime whose names were counted
 */
export function writeSealed(executable: string, to: string, target: string): void {
  const { bytes, ...found } = sealed(readFileSync(executable));
  const known = expected[target];
  if (found.names !== known?.names || found.comparisons !== known.comparisons) {
    const said = `${executable} holds ${found.names} names of variables and ${found.comparisons} comparisons`;
    throw new Error(
      `${said}; ${JSON.stringify(known)} was expected for ${target}. See what is new, then scripts/runtime.ts.`,
    );
  }
  writeFileSync(to, bytes, { mode: 0o755 });
}
