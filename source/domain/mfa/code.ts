import { lastPart } from '../profiles/arn.ts';
import type { MfaDevice } from './ask.ts';

/** A virtual or hardware device shows one code per step. Milliseconds. */
export const codeStep = 30_000;

/** What a person typed or pasted, less what people put between digits; undefined where it is not six digits. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s\u00a0\u2009\u202f-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** The step that an instant lies in. */
export function stepAt(epochMs: number): number {
  return Math.floor(epochMs / codeStep);
}

/** When the code after the one used in `usedStep` appears; undefined where it is there already. */
export function nextCodeAt(usedStep: number | undefined, now: number): number | undefined {
  return usedStep === stepAt(now) ? (usedStep + 1) * codeStep : undefined;
}

/** The device as a person knows it: `arn:aws:iam::111122223333:mfa/mary-phone` is `mary-phone`. */
export function deviceOf(serial: string): MfaDevice {
  return { serial, label: lastPart(serial) || serial };
}

/** FIDO keys and passkeys have ARNs too, but STS takes no codes from them. */
export function isFido(serial: string): boolean {
  return serial.includes(':u2f/');
}
