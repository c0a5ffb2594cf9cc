import type { FoundAccount, Inventory } from '../inventory.ts';
import { accountText } from './text.ts';
import { isThere, withRolesOf } from './update.ts';

/**
 * What a run has read of a portal, added to what the file holds by now: other processes read the portal as well, open its
 * roles, and sign in as somebody else. Of an account the later reading of its roles holds. Who the person is, no run reads:
 * that stays as the file has it.
 * @param from the run's inventory when it last saved: only what it has read since is added
 */
export function merged(file: Inventory, from: Inventory, run: Inventory): Inventory {
  const { accountsReadAt: listedAt, passSince: pass, ...about } = file;
  const isListed = isNews(listedAt, from.accountsReadAt, run.accountsReadAt);
  const accountsReadAt = isListed ? run.accountsReadAt : listedAt;
  const passSince = run.passSince === from.passSince ? pass : run.passSince;
  const [inFile, before, now] = [byId(file), byId(from), byId(run)];
  const accounts = [...new Set([...inFile.keys(), ...now.keys()])].flatMap(
    (id) => mergedAccount(inFile.get(id), before.get(id), now.get(id), isListed) ?? [],
  );
  return {
    ...about,
    ...(accountsReadAt !== undefined && { accountsReadAt }),
    ...(passSince !== undefined && { passSince }),
    accounts,
  };
}

/** Whether the file is another person's than the one whose it was: what was read for that one does not belong there. */
export const isOfAnother = (file: Inventory, from: Inventory): boolean =>
  file.person !== undefined && from.person !== undefined && file.person !== from.person;

/** @param isListed the run's listing of all accounts is later than the file's. @returns undefined where it goes */
function mergedAccount(
  file: FoundAccount | undefined,
  from: FoundAccount | undefined,
  run: FoundAccount | undefined,
  isListed: boolean,
): FoundAccount | undefined {
  // The run drops what has been gone for long, and nothing else.
  if (run === undefined) return isSame(file, from) ? undefined : file;
  if (isSame(file, from)) return run;
  if (file === undefined) return anew(run, run.rolesReadAt !== from?.rolesReadAt, isListed);
  if (isSame(run, from)) return file;
  return withReading(withListing(file, from, run, isListed), from, run);
}

/** With what the run's listing of all accounts says of one. */
function withListing(
  file: FoundAccount,
  from: FoundAccount | undefined,
  run: FoundAccount,
  isListed: boolean,
): FoundAccount {
  const [theirs, before, ours] = [file, from, run].map((each) => JSON.stringify(each && listing(each)));
  if (ours === before || (theirs !== before && !isListed)) return file;
  const { name: _name, email: _email, goneSince: _gone, ...rest } = file;
  return { ...rest, ...listing(run) };
}

/** With the roles that the run has read, or the refusal that it met. */
function withReading(file: FoundAccount, from: FoundAccount | undefined, run: FoundAccount): FoundAccount {
  const { rolesReadAt, isRefused, roles } = run;
  const isRead = rolesReadAt !== undefined && isNews(file.rolesReadAt, from?.rolesReadAt, rolesReadAt);
  const names = roles.filter(isThere).map(({ name }) => name);
  const read = isRead ? withRolesOf(file, names, rolesReadAt) : file;
  const isNewlyRefused = isRefused && !from?.isRefused && (isRead || file.rolesReadAt === from?.rolesReadAt);
  return isNewlyRefused ? { ...read, isRefused } : read;
}

/** An account for a file that has forgotten it: what was read of it since, in which nothing is gone or new. */
function anew(run: FoundAccount, isRead: boolean, isListed: boolean): FoundAccount | undefined {
  const { newSince: _new, goneSince: _gone, roles, ...account } = run;
  if (isRead) return { ...account, roles: roles.filter(isThere).map(({ name }) => ({ name })) };
  return isListed && isThere(run) ? { id: run.id, ...listing(run), roles: [] } : undefined;
}

const listing = ({ name, email, goneSince }: FoundAccount) => ({
  ...(name !== undefined && { name }),
  ...(email !== undefined && { email }),
  ...(goneSince !== undefined && { goneSince }),
});

/** Whether a run's time is of something it has done since, and no other process has done later. */
const isNews = (file: number | undefined, from: number | undefined, run: number | undefined): boolean =>
  run !== undefined && run !== from && (file === from || file === undefined || run > file);

const isSame = (one: FoundAccount | undefined, other: FoundAccount | undefined): boolean =>
  one === undefined || other === undefined ? one === other : accountText(one) === accountText(other);

const byId = ({ accounts }: Inventory) => new Map(accounts.map((account) => [account.id, account]));
