import { isPolicyArn } from '../profiles/arn.ts';
import { longestSession, shortestSession } from './definition.ts';

/** A rule of IAM's: what is wrong with a text, in one sentence; undefined where nothing is. */
export type Rule = (text: string) => string | undefined;

/** IAM's rules for a role's name. Names are also unique in an account whatever their case, which only IAM can say. */
export const checkName: Rule = (name) => {
  if (name === '') return 'A role needs a name.';
  const odd = firstOutside(name, /[\w+=,.@-]/);
  if (odd !== undefined) return `${shown(odd)} cannot stand in a name; letters, digits and _ + = , . @ - can.`;
  return tooLong(name, 64, 'A name');
};

export const checkPath: Rule = (path) => {
  if (!path.startsWith('/') || !path.endsWith('/')) return 'A path begins and ends with a slash: /team/.';
  const odd = firstOutside(path, /[!-~]/);
  if (odd !== undefined) return `${shown(odd)} cannot stand in a path.`;
  return tooLong(path, 512, 'A path');
};

export const checkDescription: Rule = (description) => {
  const odd = firstOutside(description, /[\t\n\r -~\u00a1-\u00ff]/);
  if (odd !== undefined) return `IAM does not take ${shown(odd)} in a description; letters of Western Europe it does.`;
  return tooLong(description, 1000, 'A description');
};

const tagCharacter = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

export const checkTagKey: Rule = (key) => {
  if (key === '') return 'A tag needs a key: key=value.';
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: are AWS’s own.';
  const odd = firstOutside(key, tagCharacter);
  if (odd !== undefined) return `${shown(odd)} cannot stand in the key of a tag.`;
  return tooLong(key, 128, 'The key of a tag');
};

export const checkTagValue: Rule = (value) => {
  const odd = firstOutside(value, tagCharacter);
  if (odd !== undefined) return `${shown(odd)} cannot stand in the value of a tag.`;
  return tooLong(value, 256, 'The value of a tag');
};

export const checkExternalId: Rule = (id) => {
  if (id.length < 2) return 'An external ID has at least 2 characters.';
  const odd = firstOutside(id, /[\w+=,.@:/-]/);
  if (odd !== undefined)
    return `${shown(odd)} cannot stand in an external ID; letters, digits and _ + = , . @ : / - can.`;
  return tooLong(id, 1224, 'An external ID');
};

export const checkPolicyArn: Rule = (arn) =>
  isPolicyArn(arn) ? undefined : `${arn} is not the ARN of a managed policy: arn:aws:iam::aws:policy/ReadOnlyAccess.`;

/** @param seconds what the role's sessions may last at most */
export function checkMaxSession(seconds: number): string | undefined {
  if (Number.isInteger(seconds) && seconds >= shortestSession && seconds <= longestSession) return undefined;
  return 'The longest session of a role is between 1 h and 12 h.';
}

/** The first character that a class of characters lacks. */
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
