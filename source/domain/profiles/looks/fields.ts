import { oncePer } from '../../once.ts';
import { permissionSetOf } from '../arn.ts';
import type { RoleSummary } from '../profile.ts';
import { type Folded, fold, wordsIn } from './folded.ts';

/** A part of a role profile that can be searched. */
export type SearchField = keyof Pick<
  RoleSummary,
  | 'displayName'
  | 'name'
  | 'group'
  | 'accountName'
  | 'roleName'
  | 'accountId'
  | 'accountEmail'
  | 'region'
  | 'source'
  | 'description'
>;

/** How a field is searched. */
export type Rules = {
  readonly name: SearchField;
  /** How much a hit counts. */
  readonly weight: number;
  /** Whether the middle of a word counts: three letters of it or more, else as a guess. */
  readonly inside?: true;
  /** Whether beginnings of several parts count: `euw1`. */
  readonly initials?: true;
  /** Whether a slip and letters left out are forgiven. */
  readonly guessed?: true;
};

const fields: readonly Rules[] = [
  { name: 'displayName', weight: 1, inside: true, initials: true, guessed: true },
  { name: 'name', weight: 1, inside: true, initials: true, guessed: true },
  { name: 'group', weight: 0.98, inside: true, initials: true, guessed: true },
  { name: 'accountName', weight: 0.97, inside: true, initials: true, guessed: true },
  { name: 'roleName', weight: 0.96, inside: true, initials: true, guessed: true },
  { name: 'accountId', weight: 0.95, inside: true },
  { name: 'accountEmail', weight: 0.7, inside: true },
  { name: 'region', weight: 0.6, initials: true },
  { name: 'source', weight: 0.6 },
  { name: 'description', weight: 0.5 },
];

/** A text of a field, by its words: positions in the column's `words`, and their places in the text. */
export type Text = {
  readonly lower: string;
  readonly words: readonly number[];
  readonly at: readonly number[];
  /** The letters of all words, as in {@link Folded}. */
  readonly letters: number;
};

/** One field of all roles. Names of roles and environments repeat: each text and each word is there once. */
export type Column = {
  readonly rules: Rules;
  readonly words: readonly Folded[];
  readonly texts: readonly Text[];
  /** Of each role, as a position in `texts`; -1 where it has none. */
  readonly ofRole: Int32Array;
};

/** The fields of the roles as they are searched. */
export const columnsOf = (roles: readonly RoleSummary[]): readonly Column[] =>
  fields.map((rules) => columnOf(roles, rules));

function columnOf(roles: readonly RoleSummary[], rules: Rules): Column {
  const words: Folded[] = [];
  const texts: Text[] = [];
  const wordNumber = oncePer((word) => words.push(fold(word)) - 1);
  const textNumber = oncePer((text) => {
    const found = wordsIn(text);
    const numbers = found.map(({ word }) => wordNumber(word));
    const letters = numbers.reduce((all, word) => all | (words[word] as Folded).letters, 0);
    return texts.push({ lower: text.toLowerCase(), words: numbers, at: found.map(({ at }) => at), letters }) - 1;
  });
  const ofRole = new Int32Array(roles.length).fill(-1);
  for (const [at, role] of roles.entries()) {
    const text = textOf(role, rules.name);
    if (text !== '') ofRole[at] = textNumber(text);
  }
  return { rules, words, texts, ofRole };
}

/** A field as it is searched. What Identity Center puts around a permission set is blank, so that places stay where they are. */
function textOf(role: RoleSummary, field: SearchField): string {
  const value = role[field] ?? '';
  if (field === 'name' && (value === role.displayName || role.found !== undefined)) return '';
  if (field === 'accountName' && role.displayName.startsWith(`${value}/`)) return '';
  const name = field === 'roleName' ? permissionSetOf(value) : undefined;
  return name === undefined ? value : ' '.repeat(value.indexOf(name)) + name;
}
