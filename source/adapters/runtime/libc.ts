import { closeSync, writeSync } from 'node:fs';
import { openDescriptors } from './descriptors.ts';
import { ignoredSignals, softLimitOf } from './proc.ts';

/** The names and numbers of a platform's C library. macOS is not tried; Windows has none of this. */
type Names = {
  readonly library: string;
  readonly errno: string;
  /** On Apple silicon the variable arguments of `fcntl` go elsewhere than a fixed third one, which `__fcntl` takes. */
  readonly fcntl: string;
  readonly openFiles: number;
  readonly nonBlocking: number;
  /** The number of SIGCHLD. */
  readonly childEnded: number;
};

const linux: Names = {
  // Both glibc and musl answer to this name. One that is not found would be looked for in the current directory.
  library: 'libc.so.6',
  errno: '__errno_location',
  fcntl: 'fcntl',
  openFiles: 7,
  nonBlocking: 0o4000,
  childEnded: 17,
};

const macOS: Names = {
  library: '/usr/lib/libSystem.B.dylib',
  errno: '__error',
  fcntl: '__fcntl',
  openFiles: 8,
  nonBlocking: 4,
  childEnded: 20,
};

const names = process.platform === 'darwin' ? macOS : linux;

type Ffi = typeof import('bun:ffi');
type FFIFunction = import('bun:ffi').FFIFunction;
/** Loaded when it is first used: few commands need it. */
const ffi = (): Ffi => process.getBuiltinModule('bun:ffi') as unknown as Ffi;
const ptr = (of: NodeJS.TypedArray): number => ffi().ptr(of) as number;

/** What each function takes and gives. */
const signatures = {
  execve: { args: ['ptr', 'ptr', 'ptr'], returns: 'i32' },
  signal: { args: ['i32', 'usize'], returns: 'usize' },
  sigaction: { args: ['i32', 'ptr', 'ptr'], returns: 'i32' },
  getrlimit: { args: ['i32', 'ptr'], returns: 'i32' },
  setrlimit: { args: ['i32', 'ptr'], returns: 'i32' },
  memfd_create: { args: ['ptr', 'u32'], returns: 'i32' },
  getuid: { args: [], returns: 'u32' },
  getpwuid: { args: ['u32'], returns: 'ptr' },
  [names.fcntl]: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
  [names.errno]: { args: [], returns: 'ptr' },
} as const;

type Callable = (...args: readonly unknown[]) => number;
const opened = new Map<string, Callable>();

/** Calls a function, which is looked up when it is first called: all of them at once would be felt at every start. */
function call(name: string, ...args: readonly unknown[]): number {
  let callable = opened.get(name);
  if (callable === undefined) {
    const signature = { [name]: signatures[name as keyof typeof signatures] } as Record<string, FFIFunction>;
    callable = ffi().dlopen(names.library, signature).symbols[name] as unknown as Callable;
    opened.set(name, callable);
  }
  return callable(...args);
}

const fcntl = (fd: number, command: number, value: number) => call(names.fcntl, fd, command, value);
const errno = () => ffi().read.i32(call(names.errno) as never, 0);

/** A text as C has it. Whoever passes its address on has to hold it until the call is over. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

/** Lets 0, 1 and 2 wait again: a pipe that the runtime wrote to, or a terminal in raw mode, no longer does. */
export function unblockStreams(): void {
  for (const fd of [0, 1, 2]) {
    const flags = fcntl(fd, 3, 0);
    if (flags >= 0 && flags & names.nonBlocking) fcntl(fd, 4, flags & ~names.nonBlocking);
  }
}

/** Which limit of the system is meant. */
const resources = { 'open files': names.openFiles, core: 4 } as const;

/**
 * Sets a soft limit, and leaves the hard one.
 * @returns the soft limit as it was
 */
export function setSoftLimit(resource: keyof typeof resources, limit: bigint): bigint {
  const limits = new BigUint64Array(2);
  call('getrlimit', resources[resource], ptr(limits));
  const [before = 0n] = limits;
  limits[0] = limit;
  call('setrlimit', resources[resource], ptr(limits));
  return before;
}

let coreLimit: bigint | undefined;
let areHeld = false;
/** `nohup`, `trap '' HUP`: a library of ours may listen to one meanwhile, and the command has to ignore it too. */
let ignoredBefore: readonly number[] = [];
let descriptors: readonly number[] = [];

/** No core file may hold what this process knows from now on. */
export function forbidCores(): void {
  if (coreLimit !== undefined || process.platform === 'win32') return;
  // On most machines there are no core files anyway; to call the system for it would take 3 ms.
  if (softLimitOf('self', 'Max core file size') !== 0n) coreLimit = setSoftLimit('core', 0n);
}

/**
 * Forbids core files, and notes what whoever started us has set, which the command is to find. To be called before the
 * first secret is read, before anything of ours is open, and before anything listens to signals.
 */
export function holdSecrets(): void {
  if (areHeld || process.platform === 'win32') return;
  areHeld = true;
  descriptors = openDescriptors();
  ignoredBefore = (ignoredSignals() ?? askedOfEach()).filter((signal) => !ignoredByRuntime.includes(signal));
  forbidCores();
}

/** Starts something that has the person's own limit of core files. */
export function withTheirCores<T>(start: () => T): T {
  if (coreLimit !== undefined) setSoftLimit('core', coreLimit);
  try {
    return start();
  } finally {
    if (coreLimit !== undefined) setSoftLimit('core', 0n);
  }
}

const handlers = { default: 0, ignore: 1 } as const;

function setSignal(signal: number, handler: keyof typeof handlers): void {
  call('signal', signal, handlers[handler]);
}

/** The runtime ignores these two from its start; a command would go on ignoring them. */
const ignoredByRuntime = [13, 25];

/** Where the system tells of no process which signals it ignores. */
function askedOfEach(): readonly number[] {
  // What a signal leads to stands at the start of the structure, which is 152 bytes on Linux and less on macOS.
  const action = new BigUint64Array(32);
  const isIgnored = (signal: number) =>
    call('sigaction', signal, null, ptr(action)) === 0 && action[0] === BigInt(handlers.ignore);
  return Array.from({ length: 31 }, (_, at) => at + 1).filter(isIgnored);
}

/** Whoever started us may ignore the end of children: waiting for one of ours would then fail. */
export function expectChildren(): void {
  if (ignoredBefore.includes(names.childEnded)) setSignal(names.childEnded, 'default');
}

/** Texts as C has a list of them; the bytes are what the addresses lead to, and have to live as long. */
type TextList = { readonly addresses: BigUint64Array; readonly bytes: readonly Uint8Array[] };

function listOf(texts: readonly string[]): TextList {
  const bytes = texts.map(bytesOf);
  return { addresses: BigUint64Array.from([...bytes.map((each) => BigInt(ptr(each))), 0n]), bytes };
}

/** A program to become, and what it is called and given. */
export type Becoming = {
  readonly file: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * Becomes another program, which finds signals, descriptors and streams as whoever started us left them.
 * @returns the number of the system's error; there is nothing to return where it succeeds
 */
export function execve({ file, argv, environment }: Becoming): number {
  const set = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const path = bytesOf(file);
  const [args, variables] = [listOf(argv), listOf(set)];
  unblockStreams();
  for (const fd of descriptors) fcntl(fd, 2, 0);
  for (const signal of ignoredByRuntime) setSignal(signal, 'default');
  for (const signal of ignoredBefore) setSignal(signal, 'ignore');
  const refusal = withTheirCores(() => {
    call('execve', ptr(path), ptr(args.addresses), ptr(variables.addresses));
    return errno();
  });
  for (const signal of ignoredByRuntime) setSignal(signal, 'ignore');
  return refusal;
}

/**
 * Hands over the path of a file that lies in memory alone: nothing is left behind, and where files may not be run from
 * does not matter. Linux only.
 */
export function loadFromMemory(content: Uint8Array, load: (path: string) => void): void {
  const closeOnExec = 1;
  const name = bytesOf('rolecall');
  const fd = call('memfd_create', ptr(name), closeOnExec);
  if (fd < 0) throw new Error(`memfd_create: error ${errno()}`);
  try {
    for (let written = 0; written < content.length; ) written += writeSync(fd, content, written);
    load(`/proc/self/fd/${fd}`);
  } finally {
    closeSync(fd);
  }
}

/** Who the system says this is; undefined where it knows no name. The environment may say anything. */
export function userName(): string | undefined {
  const entry = call('getpwuid', call('getuid'));
  if (!entry) return undefined;
  // The name is what the structure begins with.
  const { read } = ffi();
  const name = read.ptr(entry as never, 0);
  const bytes: number[] = [];
  for (let byte = read.u8(name as never, 0); byte !== 0; byte = read.u8(name as never, bytes.length)) bytes.push(byte);
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
