import { lastPart, parseMfaSerial } from '../profiles/arn.ts';

/** An MFA device as STS knows it. */
export type MfaDevice = {
  /** ARN of a virtual device, or the serial number of a hardware one. */
  readonly serial: string;
  /** The name that a person knows it by: the last part of the ARN, else the serial itself. */
  readonly label: string;
};

/** A device shows one code per step of this length. Milliseconds. */
export const codeStep = 30_000;

/** @returns the six digits that were typed or pasted, without blanks and dashes; undefined for anything else */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s\u00a0\u2009\u202f-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** The number of the step at that time. */
export function stepAt(epochMs: number): number {
  return Math.floor(epochMs / codeStep);
}

/** When the code after that of `usedStep` appears, in epoch milliseconds; undefined where it is there already. */
export function nextCodeAt(usedStep: number | undefined, now: number): number | undefined {
  return usedStep === stepAt(now) ? (usedStep + 1) * codeStep : undefined;
}

/** `arn:aws:iam::111122223333:mfa/mary-phone` as `mary-phone`. */
export function deviceOf(serial: string): MfaDevice {
  return { serial, label: lastPart(serial) || serial };
}

/** A security key or passkey. It has an ARN too, but STS takes no codes from it. */
export function isFido(serial: string): boolean {
  return parseMfaSerial(serial).kind === 'fido';
}
