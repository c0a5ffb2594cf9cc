import type { Context } from '../../../context.ts';
import { type PortalLink, readPortalLink, rolesOfPortalLink } from '../../../domain/console/portal-link.ts';
import { portalsIn } from '../../../domain/portals/portal.ts';
import { normalStartUrl } from '../../../domain/portals/start-url.ts';
import { looksLikeLink, parseLink, profilesOfLink } from '../../../domain/profiles/looks/links.ts';
import { typedName } from '../../../domain/profiles/looks/role-name.ts';
import { unknownProfile } from '../../../domain/profiles/names.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { roleSummaries } from '../../../domain/profiles/resolve/summary.ts';
import type { SwitchRequest, Target } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { answer } from '../../../domain/shells/answer.ts';
import { currentRole } from '../../../domain/shells/current.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { done, type Outcome } from '../../../outcome.ts';
import type { Output } from '../../../ports/output.ts';
import { Problem, unlessProblemLater } from '../../../problem.ts';
import type { Entry, Purpose } from '../../../ui/core/ports.ts';
import { noProfiles } from '../../profiles/shared/report.ts';
import type { Arguments } from '../../registry/command.ts';
import { previousRequest } from './current-role.ts';
import type { ConsoleOptions } from './open-console.ts';
import { openRole } from './open-role.ts';
import { profileNamed } from './profile-named.ts';
import { checkLive } from './role-in-shell.ts';
import type { RoleOptions } from './role-options.ts';

/** A session that is open now; or another verb, which the person chose in the picker and which is done. */
export type Chosen =
  | {
      readonly tag: 'opened';
      readonly session: Session;
      readonly request: SwitchRequest;
      readonly entry: Entry;
    }
  | { readonly tag: 'other'; readonly outcome: Outcome };

/** A role that the arguments name. */
type NamedRole = {
  readonly request: SwitchRequest;
  /** Not by its own name: one with `rolecall_confirm` is asked about. */
  readonly unnamed: boolean;
  /** It was entered with `--live`, and comes back so. */
  readonly live?: boolean | undefined;
};

/** What the arguments name: a profile, a link, `-`, a role by its ARN; undefined where a person has to choose. @throws Problem, Cancelled */
export async function roleOfArguments(
  args: Arguments,
  options: RoleOptions,
  context: Context,
): Promise<NamedRole | undefined> {
  const [word] = args.positionals;
  if (options.target === undefined && word === '-') {
    const { request, live } = await previousRequest(context);
    return { request, unnamed: true, live };
  }
  const target = options.target ?? (await targetOf(word, context));
  const isNamed = target?.kind !== 'profile' || target.profile === word;
  return target && { request: options.requestFor(target), unnamed: !isNamed };
}

/**
 * Opens what the arguments name, else what the person chooses in the picker.
 * @param options `purpose`: what is done with the session; `byName`: the command that does it without the picker, for who sits
 *   at no terminal; `unkept`: entries by which no guarded role is opened
 * @throws Problem, Cancelled
 */
export async function chooseSession(
  args: Arguments,
  options: RoleOptions & {
    readonly console?: ConsoleOptions;
    readonly purpose: Purpose;
    readonly byName: string;
    readonly unkept?: readonly Entry[];
  },
  context: Context,
): Promise<Chosen> {
  const [word] = args.positionals;
  const sessionFor = async (request: SwitchRequest, unnamed: boolean, entry?: Entry, purpose = options.purpose) => {
    if (entry !== undefined && options.unkept?.includes(entry)) await checkLive(context, request);
    return openRole(context, { ...options, request, unnamed, purpose });
  };
  const open = async ({ request, unnamed, live }: NamedRole): Promise<Chosen> => {
    const entry = live ? 'live' : 'subshell';
    const session = await sessionFor(request, unnamed, entry);
    return { tag: 'opened', session, request, entry };
  };
  const named = await roleOfArguments(args, options, context);
  if (named !== undefined) return open(named);
  const requestFor = (profile: string) => options.requestFor({ kind: 'profile', profile });
  const start = {
    at: 'picker',
    filter: word ?? '',
    purpose: options.purpose,
    ...(options.unkept?.length && { unkept: options.unkept }),
    ...(await preselected(context)),
  } as const;
  const { chooseInPicker } = await import('./choose-in-picker.ts');
  const picked = await chooseInPicker(besideAnswer(context, options.purpose), start, {
    use: options.use,
    requestFor,
    open: (profile, purpose, entry) => sessionFor(requestFor(profile), true, entry, purpose),
    console: options.console,
  });
  switch (picked?.tag) {
    case undefined:
      throw nobodyToAsk(await context.profiles.load(), word ?? '', options.byName);
    case 'opened':
      return { ...picked, request: requestFor(picked.session.profile) };
    case 'link':
      return open({ request: requestFor((await ofLink(picked.text, context)).profile), unnamed: true });
    case 'command': {
      const { runInEach } = await import('../exec-many.ts');
      const names = new Map((await context.profiles.roles()).map((role) => [role.name, typedName(role)]));
      const nameOf = (profile: string) => names.get(profile) ?? profile;
      const command = shellCommand(picked.line);
      const several = { profiles: picked.profiles, named: [], command, options, parallel, nameOf };
      return {
        tag: 'other',
        outcome: await runInstead(context, options.purpose, (shown) => runInEach(args, shown, several)),
      };
    }
    case 'left':
      return { tag: 'other', outcome: await runInstead(context, options.purpose, async () => done) };
    case 'verb': {
      const { verb } = picked;
      if (verb === 'demo' && isForShell(context, options.purpose)) throw opensAShell();
      return { tag: 'other', outcome: await runInstead(context, options.purpose, otherVerbs[verb]) };
    }
  }
}

/** So many roles at a time that were marked in the picker. */
const parallel = 4;

/** A line as the shell of the system runs it. */
const shellCommand = (line: string): readonly [string, ...string[]] =>
  process.platform === 'win32' ? ['cmd', '/d', '/s', '/c', line] : ['/bin/sh', '-c', line];

/** The profile or the link that a word names; undefined where a person has to choose. @throws Problem, Cancelled */
async function targetOf(word: string | undefined, context: Context): Promise<Target | undefined> {
  if (word === undefined) return undefined;
  const profile = await profileNamed(word, context);
  if (profile !== undefined) return { kind: 'profile', profile };
  return looksLikeLink(word) ? { kind: 'profile', ...(await ofLink(word, context)) } : undefined;
}

/** The profile that leads where a link does. Where there is none, the person is offered to add it. */
async function ofLink(text: string, context: Context): Promise<{ readonly profile: string }> {
  const ofPortal = readPortalLink(text);
  if (ofPortal !== undefined) return { profile: await roleOfPortal(ofPortal, context) };
  const link = parseLink(text);
  const profile = onlyOne(profilesOfLink(await context.profiles.load(), link), `${link.role} in ${link.account}`);
  if (profile !== undefined) return { profile };
  const { addFromLink } = await import('../../profiles/shared/add-profile.ts');
  const added = await addFromLink(context, text);
  if (added !== undefined) return { profile: added };
  throw new Problem({
    code: 'link-unknown',
    title: `No profile leads to ${link.role} in ${link.account}.`,
    todo: [`Add one: rolecall add NAME --source-profile PROFILE --link ${pasteWord(text, 'LINK')}`],
  });
}

/** The role to which the link of a portal leads, of a profile or found. */
async function roleOfPortal(link: PortalLink, { profiles }: Context): Promise<string> {
  const { startUrl, accountId, roleName } = link;
  const portals = portalsIn(await profiles.load());
  const names = rolesOfPortalLink(await profiles.roles(), portals, link);
  const name = onlyOne(names, `${roleName} in ${accountId}`);
  if (name !== undefined) return name;
  const isKnown = portals.some((portal) => normalStartUrl(portal.startUrl) === startUrl);
  throw new Problem({
    code: 'link-unknown',
    title: isKnown
      ? `The portal ${startUrl} does not give you ${roleName} in ${accountId}, as far as rolecall has read it.`
      : `No session or profile has the portal ${startUrl}.`,
    todo: isKnown
      ? ['Read it again: rolecall discover']
      : [`If it is your company's, sign in: rolecall login ${pasteWord(startUrl, 'URL')}`],
  });
}

/** @throws Problem where several lead there */
function onlyOne([first, ...others]: readonly string[], where: string): string | undefined {
  if (others.length === 0) return first;
  throw new Problem({
    code: 'link-ambiguous',
    title: `Several profiles lead to ${where}.`,
    todo: [`Name one of them: ${[first, ...others].join(', ')}`],
  });
}

/** What the picker's keys do that are verbs of their own. */
const otherVerbs: Readonly<Record<'demo' | 'doctor', (shown: Context) => Promise<Outcome>>> = {
  demo: async (shown) => (await import('../../setup/demo.ts')).runDemo([], shown),
  doctor: async (shown) => (await import('../../explain/doctor.ts')).diagnose(shown),
};

/** Whether a shell acts on what comes on stdout: it waits for an answer there, or evaluates what `export` prints. */
const isForShell = ({ inPlace }: Pick<Context, 'inPlace'>, purpose: Purpose): boolean =>
  inPlace !== undefined || purpose === 'export';

/** The context for what is done on the way to a role, or instead: nothing of it goes to a stdout on which a shell acts. */
function besideAnswer(context: Context, purpose: Purpose): Context {
  if (!isForShell(context, purpose)) return context;
  const { output } = context;
  const relay: Output['relay'] = (_, text) => output.relay('error', text);
  return { ...context, output: { ...output, write: output.writeError, relay } };
}

/** Does something else than to enter a role. A shell that waits for an answer on stdout is told that nothing changes. */
async function runInstead(
  context: Context,
  purpose: Purpose,
  run: (shown: Context) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await run({ ...besideAnswer(context, purpose), inPlace: undefined });
  if (context.inPlace !== undefined && outcome.tag === 'done') context.output.write(answer());
  return outcome;
}

/** The profile that the cursor starts on: in a role the one before it, so that Enter goes back and forth between two. */
async function preselected(context: Context): Promise<{ readonly preselect?: string }> {
  const { env, settings } = context;
  const here = currentRole(env)?.profile;
  const preselect =
    here === undefined
      ? env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE
      : ((await previousProfile(context)) ?? (await settings.load()).recents.find((name) => name !== here));
  return preselect ? { preselect } : {};
}

async function previousProfile(context: Context): Promise<string | undefined> {
  const target = (await unlessProblemLater(previousRequest(context)))?.request.target;
  return target?.kind === 'profile' ? target.profile : undefined;
}

/** What the picker would say at a terminal. */
function nobodyToAsk(profiles: Profiles, filter: string, byName: string): Problem {
  if (filter !== '') return unknownProfile(profiles, filter);
  return roleSummaries(profiles).length === 0 ? noProfiles(profiles) : noTerminal(byName);
}

function noTerminal(byName: string): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'The picker needs a terminal, and there is none.',
    todo: [`Name the profile: ${byName}`, 'rolecall list shows the profiles there are.'],
    exitCode: 2,
  });
}

/** A subshell of the demo would read and write where the shell that called in place waits for its answer. */
function opensAShell(): Problem {
  return new Problem({
    code: 'shell-in-shell',
    title: 'The demo opens its own shell.',
    todo: ['Run rolecall demo'],
  });
}
