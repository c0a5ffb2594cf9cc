import type { Context } from '../../../context.ts';
import { type DraftFaults, type ProfileDraft, withLinkRead } from '../../../domain/profiles/edit/draft.ts';
import { fieldKeys, fieldNamed } from '../../../domain/profiles/keys.ts';
import { looksLikeLink, parseLink, roleArnOfLink, type SwitchRoleLink } from '../../../domain/profiles/looks/links.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { PassedOver, Problem, wrongUsage } from '../../../problem.ts';
import type { ProfileForm } from '../../../ui/forms/profile.ts';
import type { Arguments } from '../../registry/command.ts';

/**
 * Lets the person complete a draft in the form.
 * @returns undefined where nobody sits at a terminal
 * @throws PassedOver where they leave it, Cancelled where they end the program
 */
export async function fillInDraft(
  { terminal }: Pick<Context, 'terminal'>,
  form: Omit<ProfileForm, 'before'> & Partial<ProfileForm>,
): Promise<ProfileDraft | undefined> {
  const opened = await terminal.open();
  if (opened === undefined) return undefined;
  try {
    const { runProfileForm } = await terminal.ui();
    const filled = await runProfileForm(opened, { before: undefined, ...form });
    if (filled === undefined) throw new PassedOver();
    return filled;
  } finally {
    opened.close();
  }
}

/** A draft with the values of the flags. */
export function withFlags(args: Arguments, draft: ProfileDraft): ProfileDraft {
  const given = fieldKeys().flatMap(({ field, value }) => {
    const typed = value === undefined ? args.flag(field) && 'true' : args.value(field);
    return typed ? [[field, typed]] : [];
  });
  return withLinkRead({ ...draft, ...Object.fromEntries(given) });
}

/**
 * A draft without the fields that `--unset` names, by flag or by key.
 * @throws Problem (wrong usage) for another name, and for a field that is set as well
 */
export function withoutUnset(args: Arguments, draft: ProfileDraft): ProfileDraft {
  const fields = args.values('unset').map((name) => {
    const field = fieldNamed(name.replace(/^--/, '')) ?? noField(name);
    if (args.flag(field))
      throw wrongUsage(`--${field} and --unset ${name} contradict each other.`, 'Use only one of the two.');
    return field;
  });
  return { ...draft, ...Object.fromEntries(fields.map((field) => [field, ''])) };
}

/** The one profile that a verb needs. @throws Problem (wrong usage) where it is not named */
export function requireProfile({ positionals: [name] }: Arguments, verb: string): string {
  if (name) return name;
  throw wrongUsage(`rolecall ${verb} needs a profile: rolecall ${verb} PROFILE`);
}

/** The link that was given: `--link`, or in the place of the name. @throws Problem for one without a usable account */
export function linkGiven(args: Arguments): string | undefined {
  const [word] = args.positionals;
  const link = args.value('link') ?? (word !== undefined && looksLikeLink(word) ? word : undefined);
  if (link === undefined) return undefined;
  const parsed = parseLink(link);
  const arn = roleArnOfLink(parsed);
  if (arn === undefined && args.value('role-arn') === undefined) throw aliasOnly(parsed);
  if (arn !== undefined && args.value('role-arn') !== undefined && args.value('role-arn') !== arn)
    throw wrongUsage('--role-arn and the link name different roles.', 'Use only one of the two.');
  return link;
}

function aliasOnly({ account, role, partition }: SwitchRoleLink): Problem {
  return new Problem({
    code: 'link-alias',
    title: `The link names its account by the alias ${account}, and STS accepts only account IDs.`,
    todo: [
      'Ask the person who sent the link for the 12-digit account ID, and add',
      `--role-arn ${pasteWord(`arn:${partition}:iam::<12 digits>:role/${role}`, 'ARN')}`,
    ],
    exitCode: 2,
  });
}

/** Everything that is wrong, at once, by the flags that would put it right. */
export function draftProblem(verb: 'add' | 'edit', faults: DraftFaults): Problem {
  const lines = Object.entries(faults).map(([field, fault]) => `${field === 'name' ? 'NAME' : `--${field}`}: ${fault}`);
  // Of a single fault, what to do about it stands behind its first sentence.
  const [title = '', ...todo] = lines.length === 1 ? (lines[0] ?? '').split(/(?<=\.) (?=[A-Z])/) : [];
  return new Problem({
    code: 'profile-invalid',
    title: title || `${lines.length} things are missing or wrong.`,
    todo: lines.length > 1 ? lines : todo.length > 0 ? todo : [`rolecall ${verb} --help shows every flag.`],
    exitCode: 2,
  });
}

function noField(name: string): never {
  const known = fieldKeys().map(({ field }) => field);
  throw wrongUsage(`--unset does not know ${name}.`, `It knows ${known.join(', ')}.`);
}
