import { isPolicyArn } from '../profiles/arn.ts';
import { LONGEST_ROLE_SESSION } from '../profiles/values.ts';
/** A role as its owner describes it, before it exists. */
export type RoleDefinition = {
  readonly name: string;
  /** `/`, or `/team/`. */
  readonly path: string;
  /** Empty for none. */
  readonly description: string;
  readonly tags: readonly RoleTag[];
  /** 3600 to 43200. */
  readonly maxSessionSeconds: number;
  readonly trust: Trust;
  /** Managed policies, AWS's and the account's own. */
  readonly policyArns: readonly string[];
  /** A managed policy that limits what the role's policies can give. */
  readonly boundaryArn: string | undefined;
};

export type RoleTag = { readonly key: string; readonly value: string };

/** Who may assume a role, as the console's "AWS account" page asks for it. */
export type Trust = {
  /** Account IDs (12 digits) and ARNs. */
  readonly principals: readonly string[];
  readonly requireMfa: boolean;
  readonly externalId: string | undefined;
};

/** Seconds that IAM accepts as the longest session of a role. */
const shortestMaxSession = 3600;

/** Characters of path and name that the console's Switch Role page can take, the leading slash left out. */
const longestSwitchName = 64;

/** The name of the role in a switch-role link: `team/ystataws`. */
export function switchName({ path, name }: Pick<RoleDefinition, 'path' | 'name'>): string {
  return `${path}${name}`.replace(/^\//, '');
}

/**
 * Why the console cannot switch to the role although the CLI and SDKs can.
 * @returns one sentence for each reason, none where it can
 */
export function consoleLimits(role: {
  readonly path: string;
  readonly name: string;
  readonly trust: Pick<Trust, 'externalId'>;
}): readonly string[] {
  const length = switchName(role).length;
  return [
    ...(role.trust.externalId === undefined
      ? []
      : ['The console cannot switch to a role that requires an external ID; the CLI, the SDKs and rolecall can.']),
    ...(length > longestSwitchName
      ? [`The console switches to roles whose path and name have at most 64 characters; these have ${length}.`]
      : []),
  ];
}

/** A rule of IAM. @returns the fault in one sentence, undefined where there is none */
export type Rule = (text: string) => string | undefined;

/** IAM's rules for a role's name. Names are also unique in an account whatever their case, which only IAM can say. */
export const checkName: Rule = (name) => {
  if (name === '') return 'A role needs a name.';
  const odd = firstOutside(name, /[\w+=,.@-]/);
  if (odd !== undefined) return `${shown(odd)} is not allowed in a name; letters, digits and _ + = , . @ - are.`;
  return tooLong(name, 64, 'A name');
};

export const checkPath: Rule = (path) => {
  if (!path.startsWith('/') || !path.endsWith('/')) return 'A path begins and ends with a slash: /team/.';
  const odd = firstOutside(path, /[!-~]/);
  if (odd !== undefined) return `${shown(odd)} is not allowed in a path.`;
  return tooLong(path, 512, 'A path');
};

export const checkDescription: Rule = (description) => {
  const odd = firstOutside(description, /[\t\n\r -~\u00a1-\u00ff]/);
  if (odd !== undefined)
    return `IAM does not accept ${shown(odd)} in a description, but it accepts Western European letters.`;
  return tooLong(description, 1000, 'A description');
};

const tagCharacter = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

export const checkTagKey: Rule = (key) => {
  if (key === '') return 'A tag needs a key: key=value.';
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: belong to AWS.';
  const odd = firstOutside(key, tagCharacter);
  if (odd !== undefined) return `${shown(odd)} is not allowed in the key of a tag.`;
  return tooLong(key, 128, 'The key of a tag');
};

export const checkTagValue: Rule = (value) => {
  const odd = firstOutside(value, tagCharacter);
  if (odd !== undefined) return `${shown(odd)} is not allowed in the value of a tag.`;
  return tooLong(value, 256, 'The value of a tag');
};

export const checkExternalId: Rule = (id) => {
  if (id.length < 2) return 'An external ID has at least 2 characters.';
  const odd = firstOutside(id, /[\w+=,.@:/-]/);
  if (odd !== undefined)
    return `${shown(odd)} is not allowed in an external ID; letters, digits and _ + = , . @ : / - are.`;
  return tooLong(id, 1224, 'An external ID');
};

export const checkPolicyArn: Rule = (arn) =>
  isPolicyArn(arn) ? undefined : `${arn} is not the ARN of a managed policy: arn:aws:iam::aws:policy/ReadOnlyAccess.`;

/** @param seconds the longest session of the role */
export function checkMaxSession(seconds: number): string | undefined {
  if (Number.isInteger(seconds) && seconds >= shortestMaxSession && seconds <= LONGEST_ROLE_SESSION) return undefined;
  return 'The maximum session of a role has to be between 1h and 12h.';
}

/** The first character that is not in the class. */
function firstOutside(text: string, allowed: RegExp): string | undefined {
  for (const character of text) if (!allowed.test(character)) return character;
  return undefined;
}

function shown(character: string): string {
  if (character === ' ') return 'A space';
  if (/\p{C}|\p{Z}/u.test(character))
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `“${character}”`;
}

function tooLong(text: string, most: number, what: string): string | undefined {
  const length = [...text].length;
  return length > most ? `${what} has at most ${most} characters; this one has ${length}.` : undefined;
}

/** Random bytes, as many as asked for. */
export type RandomBytes = (count: number) => Uint8Array;

/** A random external ID: 26 letters and digits, 130 bits, no characters that look alike. */
export function generateExternalId(random: RandomBytes): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(random(26), (byte) => letters[byte % letters.length]).join('');
}
