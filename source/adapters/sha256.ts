/**
 * SHA-256 of a text (UTF-8), in hexadecimal. Our own, because loading `node:crypto` costs more than everything else that a
 * cached session needs.
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array((((bytes.length + 8) >> 6) << 6) + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const { initial, rounds } = constants();
  const state = Uint32Array.from(initial);
  const words = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + i * 4);
    compress(state, words, rounds);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

type Constants = { readonly initial: Uint32Array; readonly rounds: Uint32Array };

let made: Constants | undefined;

/** FIPS 180-4 §4.2.2 and §5.3.3: what stands behind the point of the roots of the first primes. */
function constants(): Constants {
  if (made === undefined) {
    const primes = firstPrimes(64);
    made = {
      initial: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
      rounds: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    };
  }
  return made;
}

/**
 * FIPS 180-4 §6.2.2, on the 16 words of a block. Nothing in its loops is more than arithmetic: it runs a few times in a
 * process, long before Node would compile it.
 */
function compress(state: Uint32Array, words: Uint32Array, rounds: Uint32Array): void {
  const w = words as unknown as number[];
  const k = rounds as unknown as number[];
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = (state[i] as number) + value;
  });
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return Math.floor((value % 1) * 0x100000000);
}
