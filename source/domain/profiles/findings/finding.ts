import type { Finding } from '../profile.ts';

/** The two ends of most findings about grammar, worded once. */
export const CLI_REFUSES = 'the AWS CLI refuses the whole file';
export const SDK_BLIND = 'the JavaScript SDK does not see it';

/** A profile's header as both the AWS CLI and the SDKs read it. */
export function properHeader(name: string): string {
  if (name === 'default') return '[default]';
  return /[\s"'\\]/.test(name) ? `[profile "${name.replace(/["\\]/g, '\\$&')}"]` : `[profile ${name}]`;
}

type Make = (code: string, line: number, what: string, remedy: string, profile?: string) => Finding;

/** Makers of findings for one file, by severity. */
export function findingsIn(file: string): { error: Make; warning: Make; note: Make } {
  const make =
    (severity: Finding['severity']): Make =>
    (code, line, what, remedy, profile) => ({
      code,
      severity,
      at: { file, line },
      ...(profile !== undefined && { profile }),
      what,
      remedy,
    });
  return { error: make('error'), warning: make('warning'), note: make('note') };
}
