import { formats } from '../../formats.ts';
import { isAccountId } from '../../profiles/arn.ts';
import { type Fields, isRecord } from '../../record.ts';
import type { FoundAccount, FoundRole, Inventory } from '../inventory.ts';

/** An account in the file, with short keys; a role of which nothing but its name is known is that name. */
type AccountEntry = {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly read?: number;
  readonly refused?: true;
  readonly new?: number;
  readonly gone?: number;
  readonly roles: readonly (string | RoleEntry)[];
};

type RoleEntry = { readonly name: string; readonly new?: number; readonly gone?: number };

/** The text of an inventory's file: JSON, an account a line. */
export function inventoryText({ accounts, ...about }: Inventory): string {
  const head = JSON.stringify({ version: formats.inventory, ...about });
  const lines = accounts.map(accountText);
  return `${head.slice(0, -1)},"accounts":[\n${lines.join(',\n')}\n]}\n`;
}

/** An account as it stands in the file: equal for two that are known in the same way. */
export const accountText = (account: FoundAccount): string => JSON.stringify(accountEntry(account));

function accountEntry(account: FoundAccount): AccountEntry {
  const { id, name, email, rolesReadAt, isRefused, newSince, goneSince, roles } = account;
  return {
    id,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(rolesReadAt !== undefined && { read: rolesReadAt }),
    ...(isRefused && { refused: isRefused }),
    ...(newSince !== undefined && { new: newSince }),
    ...(goneSince !== undefined && { gone: goneSince }),
    roles: roles.map(roleEntry),
  };
}

function roleEntry({ name, newSince, goneSince }: FoundRole): string | RoleEntry {
  if (newSince === undefined && goneSince === undefined) return name;
  return {
    name,
    ...(newSince !== undefined && { new: newSince }),
    ...(goneSince !== undefined && { gone: goneSince }),
  };
}

/** Reads the file of an inventory. @returns undefined for anything that {@link inventoryText} does not write */
export function readInventory(text: string): Inventory | undefined {
  try {
    return inventoryOf(fieldsOf(JSON.parse(text)));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function inventoryOf({
  version,
  portal,
  startUrl,
  accountsReadAt,
  passSince,
  person,
  personUnder,
  accounts,
}: Fields): Inventory {
  if (version !== formats.inventory || !Array.isArray(accounts)) throw new SyntaxError('not an inventory');
  return {
    portal: textOf(portal),
    startUrl: textOf(startUrl),
    ...optional('accountsReadAt', accountsReadAt, timeOf),
    ...optional('passSince', passSince, timeOf),
    ...optional('person', person, textOf),
    ...optional('personUnder', personUnder, textOf),
    accounts: accounts.map((each) => accountOf(fieldsOf(each))),
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

// There are thousands of these two: a property that is set where it is there takes less time than a spread.

function accountOf({ id, name, email, read, refused, new: newSince, gone, roles }: Fields): FoundAccount {
  if (typeof id !== 'string' || !isAccountId(id) || !Array.isArray(roles)) throw new SyntaxError('not an account');
  const account: Writable<FoundAccount> = { id, roles: roles.map(roleOf) };
  if (name !== undefined) account.name = textOf(name);
  if (email !== undefined) account.email = textOf(email);
  if (read !== undefined) account.rolesReadAt = timeOf(read);
  if (refused === true) account.isRefused = refused;
  if (newSince !== undefined) account.newSince = timeOf(newSince);
  if (gone !== undefined) account.goneSince = timeOf(gone);
  return account;
}

function roleOf(entry: unknown): FoundRole {
  if (typeof entry === 'string') return { name: textOf(entry) };
  const { name, new: newSince, gone } = fieldsOf(entry);
  const role: Writable<FoundRole> = { name: textOf(name) };
  if (newSince !== undefined) role.newSince = timeOf(newSince);
  if (gone !== undefined) role.goneSince = timeOf(gone);
  return role;
}

function fieldsOf(value: unknown): Fields {
  if (isRecord(value)) return value;
  throw new SyntaxError('not an object');
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new SyntaxError('not a text');
}

function timeOf(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new SyntaxError('not a time');
}

/** A property that may be missing, but not be anything else. @throws SyntaxError */
function optional<Name extends string, T>(name: Name, value: unknown, read: (value: unknown) => T) {
  return (value === undefined ? {} : { [name]: read(value) }) as { readonly [N in Name]?: T };
}
