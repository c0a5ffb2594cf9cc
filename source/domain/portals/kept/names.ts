import { Problem } from '../../../problem.ts';
import { isProfileName, slugOf } from '../../profiles/edit/safe.ts';
import type { Changes, Profile, Profiles } from '../../profiles/profile.ts';
import { safeBesideLetters } from '../../profiles/text/header.ts';
import type { Pair } from '../found/names.ts';

/** A role under the name that lists have for it, and under the one that never leads elsewhere. */
export type Nameable = Pair & { readonly id: string; readonly name: string };

/** Gives the profile of a role its name. */
export type NameOf = (pair: Pair) => string;

/**
 * A name that every AWS tool reads: without accents, and other letters than those of English as `-`. Where nothing is left of
 * the account's name, its ID.
 */
export function profileName(text: string, accountId: string): string {
  const [account = '', ...rest] = text.split('/').map((part) => slugOf(part.normalize('NFKD').replace(/\p{M}+/gu, '')));
  return [account === '' ? accountId : account, ...rest].join('/');
}

type Named = { readonly to: string; readonly pair: Nameable; readonly settings: Changes };

/** The new profiles with their names. Without a template, one that is taken or wanted twice is the lasting name. */
export function withNames(
  added: readonly { readonly pair: Nameable; readonly settings: Changes }[],
  template: NameOf | undefined,
  profiles: Profiles,
): readonly Named[] {
  if (template !== undefined) return added.map((each) => ({ ...each, to: template(each.pair) }));
  const names = added.map(({ pair }) => profileName(pair.name, pair.accountId));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return added.map((each, at) => {
    const name = names[at] as string;
    const isFree = counts.get(name) === 1 && profiles.get(name) === undefined;
    return { ...each, to: isFree ? name : profileName(each.pair.id, each.pair.accountId) };
  });
}

/** @throws Problem where a name cannot be one, is wanted twice, or leads elsewhere now */
export function checkNames(
  wanted: readonly { readonly to: string; readonly pair?: Nameable; readonly name?: string }[],
  profiles: Profiles,
): void {
  const holders = new Map<string, string>();
  for (const { to, pair, name } of wanted) {
    const who = pair?.id ?? name ?? to;
    const other = holders.get(to);
    const at = profiles.get(to)?.at;
    if (!isProfileName(to, 'config') || to === 'default')
      throw badName(`${who} cannot be called ${to === '' ? 'nothing' : to}`, [], notName(to));
    if (other !== undefined) throw badName(`${other} and ${who} would both be called ${to}`, []);
    if (at !== undefined) throw badName(`${who} would be called ${to}, and that profile leads elsewhere`, [at]);
    holders.set(to, who);
  }
}

const notName = (name: string): string =>
  name === 'default' ? 'Every AWS program without a profile would use it.' : `Use only letters, ${safeBesideLetters}.`;

const tellApart = "Tell them apart with {account_id} or {portal}: --name '{account}-{account_id}/{role}'";

const badName = (title: string, at: readonly Profile['at'][], todo = tellApart): Problem =>
  new Problem({ code: 'sync-names', title: `${title}. Nothing was written.`, todo: [todo], at });
