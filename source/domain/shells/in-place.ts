/** The flag with which the integration calls: stdout is then read by the shell, and may hold keys. */
const inPlaceFlag = '--in-place';
const renewFlag = '--renew';

/** A call of the integration. */
export type InPlaceCall = {
  /** A shell of ours is left with `exit`; in the person's own, `rolecall off` works. */
  readonly where: 'subshell' | 'shell';
  /** A silent renewal: within two seconds, without a question, or not at all. */
  readonly renew: boolean;
  /** The words that the person typed. */
  readonly argv: readonly string[];
};

/** Takes the integration's own words off an argv; undefined where a person typed it. */
export function readInPlace(argv: readonly string[]): InPlaceCall | undefined {
  const [flag, where, ...typed] = argv;
  if (flag !== inPlaceFlag || (where !== 'subshell' && where !== 'shell')) return undefined;
  const renew = typed.length === 1 && typed[0] === renewFlag;
  return { where, renew, argv: renew ? [] : typed };
}
