import { splitLikeShell } from '../../text/header.ts';

/** What aws-sso-cli writes into a section, and nobody else. */
export const awsSsoMark = /aws-sso(?:\.exe)?["']?\s/i;

/** aws-sso-cli's command for the credentials of a role: `aws-sso -S "Default" process --arn ARN`. */
export type AwsSsoCommand = {
  /** The portal; undefined for the one by default. */
  readonly instance: string | undefined;
  readonly arn: string | undefined;
};

/** @returns undefined for another command */
export function readAwsSsoCommand(process: string): AwsSsoCommand | undefined {
  const [, rest] = /(?:^|[\\/\s"'])aws-sso(?:\.exe)?["']?(\s.*)$/is.exec(process) ?? [];
  const words = rest === undefined ? undefined : splitLikeShell(rest);
  if (words === undefined || !words.includes('process')) return undefined;
  const flag = (...names: readonly string[]) => {
    const at = words.findIndex((word) => names.includes(word.split('=', 1)[0] ?? ''));
    const word = words[at];
    if (word === undefined) return undefined;
    return word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1];
  };
  return { instance: flag('-S', '--sso'), arn: flag('--arn', '-a') };
}
