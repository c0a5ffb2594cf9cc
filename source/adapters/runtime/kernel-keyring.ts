import { own } from '../../domain/own.ts';

// The kernel's keyring of this user (Linux): bytes that no process of another user reads, that lie on no disk, and that end
// by themselves. Containers mostly forbid it; then nothing is held, and nothing is lost.

/** Numbers of the calls by processor; the C library has no functions for them. */
const calls = { x64: { add: 248, control: 250 }, arm64: { add: 217, control: 219 } } as const;

/** Commands of keyctl. */
const [setPermission, search, read, setTimeoutOf, invalidate] = [5, 10, 11, 15, 21] as const;

/** The keyring of the user, which every session of theirs has. */
const userKeyring = -4;

/** For who has it at hand all, for every other process of the user what it takes to find and read it. */
const permission = 0x3f0b0000;

type Syscall = (...args: readonly (number | Uint8Array | null)[]) => number;

let opened: Syscall | undefined;

function syscall(...args: readonly (number | Uint8Array | null)[]): number {
  const { dlopen, ptr } = process.getBuiltinModule('bun:ffi') as unknown as typeof import('bun:ffi');
  if (opened === undefined) {
    const long = 'i64' as const;
    const { symbols } = dlopen('libc.so.6', { syscall: { args: [long, long, long, long, long, long], returns: long } });
    opened = (...given) => {
      const numbers = given.map((each) => (each instanceof Uint8Array ? ptr(each) : (each ?? 0)));
      return Number((symbols.syscall as (...all: unknown[]) => bigint | number)(...numbers, 0, 0, 0, 0, 0, 0));
    };
  }
  return opened(...args);
}

const named = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

function numbers(): { readonly add: number; readonly control: number } | undefined {
  return process.platform === 'linux' ? own(calls, process.arch) : undefined;
}

/**
 * Holds bytes for a time.
 * @param name one of ours. @param seconds after which the kernel forgets them
 * @returns whether it does
 */
export function holdInKernel(name: string, bytes: Uint8Array, seconds: number): boolean {
  const number = numbers();
  if (number === undefined) return false;
  try {
    const id = syscall(number.add, named('user'), named(name), bytes, bytes.length, userKeyring);
    if (id < 0) return false;
    const isBounded =
      syscall(number.control, setTimeoutOf, id, seconds) === 0 &&
      syscall(number.control, setPermission, id, permission) === 0;
    // What would stay for good is not left there.
    if (!isBounded) syscall(number.control, invalidate, id);
    return isBounded;
  } catch {
    return false;
  }
}

/** The bytes that are held by that name; undefined where there are none. */
export function heldInKernel(name: string): Uint8Array | undefined {
  const id = find(name);
  if (id === undefined) return undefined;
  const bytes = new Uint8Array(64);
  const length = syscall((numbers() as { control: number }).control, read, id, bytes, bytes.length);
  return length > 0 && length <= bytes.length ? bytes.subarray(0, length) : undefined;
}

/** Lets go of what is held by that name. */
export function dropFromKernel(name: string): void {
  const id = find(name);
  if (id !== undefined) syscall((numbers() as { control: number }).control, invalidate, id);
}

function find(name: string): number | undefined {
  const number = numbers();
  if (number === undefined) return undefined;
  try {
    const id = syscall(number.control, search, userKeyring, named('user'), named(name), 0);
    return id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}
