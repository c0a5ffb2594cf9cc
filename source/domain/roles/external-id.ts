/** Random bytes, as many as asked for. */
export type RandomBytes = (count: number) => Uint8Array;

/** An external ID that nobody guesses: 26 letters and digits, 130 bits, none that look alike. */
export function generateExternalId(random: RandomBytes): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(random(26), (byte) => letters[byte % letters.length]).join('');
}
