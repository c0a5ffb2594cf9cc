import { closeSync, writeSync } from 'node:fs';
import { numberOf } from '../processes/exit.ts';
import { ignoredSignals, openDescriptors, softLimitOf } from './proc.ts';

/** Names and numbers of a platform's C library. macOS is untested; Windows has none of this. */
type Names = {
  readonly library: string;
  readonly errno: string;
  /** On Apple silicon the variable arguments of `fcntl` go elsewhere than a fixed third one, which `__fcntl` takes. */
  readonly fcntl: string;
  readonly openFiles: number;
  readonly nonBlocking: number;
  /** The number of SIGCHLD. */
  readonly childEnded: number;
  /** EWOULDBLOCK. */
  readonly wouldBlock: number;
  /** Where the local flags stand in `struct termios`, and the bit of ICANON: a line can be edited before it is sent. */
  readonly localFlags: number;
  readonly editing: number;
};

const linux: Names = {
  // Both glibc and musl have this name. Any name that is not found would be searched in the current directory.
  library: 'libc.so.6',
  errno: '__errno_location',
  fcntl: 'fcntl',
  openFiles: 7,
  nonBlocking: 0o4000,
  childEnded: 17,
  wouldBlock: 11,
  localFlags: 12,
  editing: 0o2,
};

const macOS: Names = {
  library: '/usr/lib/libSystem.B.dylib',
  errno: '__error',
  fcntl: '__fcntl',
  openFiles: 8,
  nonBlocking: 4,
  childEnded: 20,
  wouldBlock: 35,
  localFlags: 24,
  editing: 0x100,
};

export const names = process.platform === 'darwin' ? macOS : linux;

type Ffi = typeof import('bun:ffi');
type FFIFunction = import('bun:ffi').FFIFunction;
/** Loaded at the first call: few commands need it. */
const ffi = (): Ffi => process.getBuiltinModule('bun:ffi') as unknown as Ffi;
export const ptr = (of: NodeJS.TypedArray): number => ffi().ptr(of) as number;

/** Argument and return types of each function. */
const signatures = {
  execve: { args: ['ptr', 'ptr', 'ptr'], returns: 'i32' },
  posix_spawn: { args: ['ptr', 'ptr', 'ptr', 'ptr', 'ptr', 'ptr'], returns: 'i32' },
  waitpid: { args: ['i32', 'ptr', 'i32'], returns: 'i32' },
  getpgid: { args: ['i32'], returns: 'i32' },
  tcgetpgrp: { args: ['i32'], returns: 'i32' },
  tcsetpgrp: { args: ['i32', 'i32'], returns: 'i32' },
  signal: { args: ['i32', 'usize'], returns: 'usize' },
  sigaction: { args: ['i32', 'ptr', 'ptr'], returns: 'i32' },
  getrlimit: { args: ['i32', 'ptr'], returns: 'i32' },
  setrlimit: { args: ['i32', 'ptr'], returns: 'i32' },
  memfd_create: { args: ['ptr', 'u32'], returns: 'i32' },
  flock: { args: ['i32', 'i32'], returns: 'i32' },
  lseek: { args: ['i32', 'i64', 'i32'], returns: 'i64_fast' },
  poll: { args: ['ptr', 'usize', 'i32'], returns: 'i32' },
  ttyname_r: { args: ['i32', 'ptr', 'usize'], returns: 'i32' },
  tcgetattr: { args: ['i32', 'ptr'], returns: 'i32' },
  tcsetattr: { args: ['i32', 'i32', 'ptr'], returns: 'i32' },
  ioctl: { args: ['i32', 'usize', 'ptr'], returns: 'i32' },
  getuid: { args: [], returns: 'u32' },
  getpwuid: { args: ['u32'], returns: 'ptr' },
  [names.fcntl]: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
  [names.errno]: { args: [], returns: 'ptr' },
} as const;

type Callable = (...args: readonly unknown[]) => number;
const opened = new Map<string, Callable>();

/** Calls a function by name. Looked up at its first call: all at once would slow every start. */
export function call(name: string, ...args: readonly unknown[]): number {
  let callable = opened.get(name);
  if (callable === undefined) {
    const signature = { [name]: signatures[name as keyof typeof signatures] } as Record<string, FFIFunction>;
    callable = ffi().dlopen(names.library, signature).symbols[name] as unknown as Callable;
    opened.set(name, callable);
  }
  return callable(...args);
}

const fcntl = (fd: number, command: number, value: number) => call(names.fcntl, fd, command, value);
/** Whether a descriptor ends where this process becomes another program, so that none handed it over. */
export const endsAtExec = (fd: number): boolean => (fcntl(fd, 1, 0) & 1) !== 0;
/** The error number of the last call. */
export const errno = () => ffi().read.i32(call(names.errno) as never, 0);

/** A C string. Keep a reference to it until the call that gets its address returns. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

/** Sets 0, 1 and 2 to blocking again: the runtime makes a pipe it writes to, and a terminal in raw mode, non-blocking. */
export function unblockStreams(): void {
  for (const fd of [0, 1, 2]) {
    const flags = fcntl(fd, 3, 0);
    if (flags >= 0 && flags & names.nonBlocking) fcntl(fd, 4, flags & ~names.nonBlocking);
  }
}

/**
 * Takes the lock of an open file, which the system gives back when the descriptor is closed or its process ends.
 * @returns whether it is ours; also where files cannot be locked there
 */
export function lockDescriptor(fd: number): boolean {
  const exclusiveAtOnce = 2 | 4;
  return call('flock', fd, exclusiveAtOnce) === 0 || errno() !== names.wouldBlock;
}

/** RLIMIT numbers. */
const resources = { 'open files': names.openFiles, core: 4 } as const;

/**
 * Sets a soft limit; the hard limit stays.
 * @returns the soft limit before
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
/** Signals that our parent made us ignore (`nohup`, `trap '' HUP`). A library may listen to one meanwhile; the command must ignore it too. */
let ignoredBefore: readonly number[] = [];
let descriptors: readonly number[] = [];

/** Forbids core files of this process: they would hold secrets. */
export function forbidCores(): void {
  if (coreLimit !== undefined || process.platform === 'win32') return;
  // Most machines allow no core files anyway, and loading the FFI for the call takes 3 ms.
  if (softLimitOf('self', 'Max core file size') !== 0n) coreLimit = setSoftLimit('core', 0n);
}

/**
 * Forbids core files, and notes the ignored signals and open descriptors that the command inherits from our parent. Call it
 * before the first secret is read, before we open anything, and before anything listens to signals.
 */
export function holdSecrets(): void {
  if (areHeld || process.platform === 'win32') return;
  areHeld = true;
  descriptors = openDescriptors();
  ignoredBefore = (ignoredSignals() ?? askedOfEach()).filter((signal) => !ignoredByRuntime.includes(signal));
  forbidCores();
}

/** Runs `start` with the user's own limit of core files, for a child or a command. */
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

/** SIGPIPE and SIGXFSZ: the runtime ignores them from its start, and a command would inherit that. */
const ignoredByRuntime = [13, 25];

/** The ignored signals, asked one by one, for systems without /proc. */
function askedOfEach(): readonly number[] {
  // The handler is the first field of the structure, which has 152 bytes on Linux and fewer on macOS.
  const action = new BigUint64Array(32);
  const isIgnored = (signal: number) =>
    call('sigaction', signal, null, ptr(action)) === 0 && action[0] === BigInt(handlers.ignore);
  return Array.from({ length: 31 }, (_, at) => at + 1).filter(isIgnored);
}

/** Our parent may ignore SIGCHLD; waiting for a child of ours would then fail. */
export function expectChildren(): void {
  if (ignoredBefore.includes(names.childEnded)) setSignal(names.childEnded, 'default');
}

/** SIGTTOU, on every system. */
const writeOfBackground = 22;

/** What we tell the person while a shell of theirs has the terminal must not stop us (`stty tostop`). */
export function writeFromBackground(): void {
  setSignal(writeOfBackground, 'ignore');
}

/** A C list of strings. Keep `bytes` as long as `addresses`, which point into them. */
type TextList = { readonly addresses: BigUint64Array; readonly bytes: readonly Uint8Array[] };

function listOf(texts: readonly string[]): TextList {
  const bytes = texts.map(bytesOf);
  return { addresses: BigUint64Array.from([...bytes.map((each) => BigInt(ptr(each))), 0n]), bytes };
}

/** The program to become, its arguments and its environment. */
export type Becoming = {
  readonly file: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * Starts another program by a function of the library, which is given the addresses of its path, arguments and environment.
 * The program finds descriptors and streams as our parent left them, and ignores the signals `ignored`.
 */
export function startAsTheirs<T>(
  { file, argv, environment }: Becoming,
  ignored: readonly number[],
  start: (path: number, args: number, variables: number) => T,
): T {
  const set = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const path = bytesOf(file);
  const [args, variables] = [listOf(argv), listOf(set)];
  unblockStreams();
  for (const fd of descriptors) fcntl(fd, 2, 0);
  for (const signal of ignoredByRuntime) setSignal(signal, 'default');
  for (const signal of ignored) setSignal(signal, 'ignore');
  try {
    return withTheirCores(() => start(ptr(path), ptr(args.addresses), ptr(variables.addresses)));
  } finally {
    for (const signal of ignoredByRuntime) setSignal(signal, 'ignore');
  }
}

/** Becomes another program. @returns the error number; does not return where it succeeds */
export const execve = (program: Becoming): number =>
  startAsTheirs(program, ignoredBefore, (...addresses) => {
    call('execve', ...addresses);
    return errno();
  });

/** The signals that our parent made us ignore, but for the one that tells of a child's end. */
export const ignoredByParent = (): readonly number[] => ignoredBefore.filter((signal) => signal !== names.childEnded);

/** Calls `load` with a file that lies in memory only: nothing is left, and no `noexec` is in its way. Linux only. */
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

/**
 * The user's name by the system's user database, `rolecall` where it has none. The runtime's own `userInfo` returns USER, and
 * the environment may hold anything.
 */
export async function osUser(): Promise<string> {
  try {
    if (process.platform === 'win32') return process.getBuiltinModule('node:os').userInfo().username;
    return userName() ?? 'rolecall';
  } catch {
    return 'rolecall';
  }
}

function userName(): string | undefined {
  const entry = call('getpwuid', call('getuid'));
  if (!entry) return undefined;
  // The name is the first field of the structure.
  const { read } = ffi();
  const name = read.ptr(entry as never, 0);
  const bytes: number[] = [];
  for (let byte = read.u8(name as never, 0); byte !== 0; byte = read.u8(name as never, bytes.length)) bytes.push(byte);
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Whether our parent made us ignore a signal (`nohup`, `trap ''`): so does the command then, and listening to it would end that. */
export const isIgnored = (signal: NodeJS.Signals): boolean =>
  ignoredBefore.length > 0 && ignoredByParent().includes(numberOf(signal));
