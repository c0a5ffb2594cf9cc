import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { consoleTarget, type LoginTarget, loginTarget } from '../../domain/login/target.ts';
import { own } from '../../domain/own.ts';
import { findPortal, noPortal } from '../../domain/portals/find.ts';
import type { Way } from '../../domain/portals/flow.ts';
import { type Portal, portalOfSession, portalsIn, signInId } from '../../domain/portals/portal.ts';
import { isSignedOut, signInState } from '../../domain/portals/sign-in.ts';
import { looksLikeStartUrl, startUrlOf } from '../../domain/portals/start-url.ts';
import type { FileEdit } from '../../domain/profiles/edit/file-edits.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import type { Signer } from '../../domain/sign-in/flow.ts';
import { done, type Outcome } from '../../outcome.ts';
import { paint } from '../../output/paint.ts';
import { signedInText } from '../../output/portals.ts';
import { onLines } from '../../ports/terminal.ts';
import { Cancelled, Problem, unlessProblem, wrongUsage } from '../../problem.ts';
import { stillThereProblem } from '../open/shared/still-there.ts';
import type { Arguments } from '../registry/command.ts';
import { problemOn } from '../shared/problem-on.ts';
import { takenBack } from '../shared/taken-back.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { consoleSignedInText, signInForProfile } from './shared/console-sign-in.ts';
import {
  askRegion,
  knownRegionGiven,
  newPortal,
  type RegionQuestion,
  regionOfEnvironment,
  sessionHeader,
} from './shared/new-portal.ts';
import { signInTo } from './shared/sign-in.ts';
import { leavePortal } from './shared/sign-out.ts';
import { pageLines, signerOnLines } from './shared/signer.ts';

/** What a person asks for: a session, a start URL or a profile; a name and a region go with a start URL that is new. */
type Wanted = {
  readonly word?: string | undefined;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  /** Sign out first. */
  readonly anew?: boolean;
  readonly way?: Way | 'remote' | undefined;
  readonly port?: number | undefined;
  /** To the console, whatever the word is. */
  readonly console?: boolean;
};

/** Signs in to Identity Center, whatever sign-in there is already. */
export const run = (args: Arguments, context: Context): Promise<Outcome> => {
  const [word] = args.positionals;
  const given = { name: args.value('name'), region: knownRegionGiven(args.value('region')) };
  const port = portIn(args);
  // A port is for a browser that comes back, whatever is here: over SSH it is forwarded.
  const way = (['browser', 'device', 'remote'] as const).find((each) => args.flag(each)) ?? (port && 'browser');
  const ways = { way: way || undefined, port } as const;
  return signIn({ word, ...given, ...ways, anew: args.flag('new'), console: args.flag('console') }, context);
};

/** @throws Problem for what is no port that a program of yours may listen on */
function portIn(args: Arguments): number | undefined {
  const typed = args.value('port');
  if (typed === undefined) return undefined;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (port < 1024 || port > 65_535) throw usage(`--port takes a number from 1024 to 65535, not ${typed}.`);
  return port;
}

const usage = (title: string): Problem => wrongUsage(title, 'See rolecall login --help.');

/**
 * The same.
 * @param tell prints where the sign-in is approved, beside what is said when it is done
 * @throws Problem, and Cancelled where the person gives it up
 */
export async function signIn(
  wanted: Wanted,
  context: Context,
  tell: (text: string) => void = context.output.writeError,
): Promise<Outcome> {
  const { output, clock } = context;
  const profiles = await context.profiles.load();
  const signer = signerAt(context, tell);
  const target = targetOf(wanted, profiles);
  if (target !== undefined) return signInToConsole(target, wanted, signer, context);
  const { way, port } = wanted;
  if (way === 'remote') throw usage('--remote is for signing in to the console; for a portal, use --device.');
  const { portal, edit } = await portalFor(wanted, profiles, context);
  if (way === 'browser' && portal.ssoSession === undefined) throw onlyCodes(portal);
  if (wanted.anew) {
    const { signIn, problem, stillThere } = await leavePortal(portal, profiles, context);
    if (signIn === 'stayed') throw problem;
    for (const each of [problem, stillThereProblem(stillThere)])
      if (each !== undefined) output.writeError(problemOn(each.text, context));
  }
  let written: Awaited<ReturnType<Context['profiles']['edit']>> | undefined;
  const writeDown = async (): Promise<void> => {
    if (edit !== undefined) written = await context.profiles.edit([edit]);
  };
  const signedIn = await signInTo(portal, context, signer, { way, port, whenKept: writeDown });
  output.writeError(`${signedInText(portal, signInState(signedIn, clock.now()), clock.now())}\n`);
  if (written !== undefined) {
    const where = `${sessionHeader(portal)} is now in ${plain(profiles.config.path)}`;
    output.writeError(`${where}; ${takenBack(written.final, 'removes it again')}\n`);
  }
  const set = own((await context.settings.load()).sync, signInId(portal));
  if (set !== undefined) await (await import('./sync.ts')).syncAfterSignIn(portal, set, context);
  return done;
}

/** The person, on lines. @param tell prints where the sign-in is approved */
function signerAt({ output, terminal }: Context, tell: (text: string) => void): Signer {
  const { strong } = paint(output.colors('error'));
  return signerOnLines(
    {
      page: (page) => tell(`${pageLines(page, strong).join('\n')}\n`),
      told: (line) => tell(`${line}\n`),
    },
    async () => {
      const opened = await terminal.open({ asLine: true });
      return opened && { ...terminal.linesOn(opened), close: opened.close };
    },
  );
}

/** The profile of a sign-in to the console; undefined where a portal is meant. @throws Problem */
function targetOf({ word, console }: Wanted, profiles: Profiles): LoginTarget | undefined {
  if (console) return consoleTarget(word ?? 'default', profiles);
  return word === undefined || portalOfSession(word, profiles) !== undefined ? undefined : loginTarget(word, profiles);
}

/** Signs in to the console for a profile, as `aws login` does. */
async function signInToConsole(
  target: LoginTarget,
  { name, region: given, anew, way, port }: Wanted,
  signer: Signer,
  context: Context,
): Promise<Outcome> {
  const { output, terminal, profiles } = context;
  for (const [flag, isGiven] of [
    ['--name', name !== undefined],
    ['--new', anew === true],
    ['--device', way === 'device'],
  ] as const) {
    if (isGiven) throw usage(`${flag} is for a portal of IAM Identity Center; this is a sign-in to the console.`);
  }
  const known = given ?? target.region ?? regionOfEnvironment(context);
  // A sign-in that was made before is made anew without it.
  const isNeeded = known === undefined && target.loginSession === undefined;
  const region = isNeeded ? await askRegion(regionFor(target), context) : known;
  const asked = { way: way === 'device' ? undefined : way, port, region, ask: terminal.ask };
  const { login, edited } = await signInForProfile(target, context, signer, asked);
  output.writeError(`${consoleSignedInText(login)}\n`);
  if (edited !== undefined) {
    const { config, credentials } = await profiles.load();
    const path = edited.files.includes(credentials.path) ? credentials.path : config.path;
    const where = `${plain(target.profile)} now has its login_session in ${plain(path)}`;
    output.writeError(`${where}; ${takenBack(edited.final, 'removes it again')}\n`);
  }
  return done;
}

const regionFor = ({ profile }: LoginTarget): RegionQuestion => ({
  question: `Which region should the profile “${plain(profile)}” use? None is set yet.`,
  preset: 'us-east-1',
  otherwise: usage(`No region is known for ${profile}, and there is no terminal to ask on: --region REGION`),
});

type Chosen = { readonly portal: Portal; readonly edit?: FileEdit };

/** @throws Problem, and Cancelled where the person gives it up */
async function portalFor({ word, name, region }: Wanted, profiles: Profiles, context: Context): Promise<Chosen> {
  const given = { name, region };
  if (word === undefined) {
    if (given.name !== undefined || given.region !== undefined) throw onlyForNew(given.name ? '--name' : '--region');
    const portals = portalsIn(profiles);
    if (portals.length > 0) return { portal: await oneOf(portals, context) };
  }
  const found = findPortal(word ?? (await askStartUrl(profiles, context)), profiles);
  if (found.tag === 'new') return newPortal(found.startUrl, given, profiles, context);
  const named =
    given.name === undefined
      ? found.portals
      : [...found.portals, ...found.ofUrl].filter(({ ssoSession }) => ssoSession === given.name).slice(0, 1);
  const [portal, ...others] = named;
  if (portal === undefined) {
    // Two people on one portal, or one with two identities: each has a session of their own.
    if (word === undefined || !looksLikeStartUrl(word)) throw onlyForNew('--name');
    return newPortal(
      startUrlOf(word),
      { ...given, region: given.region ?? found.portals[0].ssoRegion },
      profiles,
      context,
    );
  }
  if (given.region !== undefined && given.region !== portal.ssoRegion) throw otherRegion(portal, profiles);
  if (others.length === 0) return { portal };
  return { portal: await choosePortal(await statesOf([portal, ...others], context), 'login', context) };
}

/** The only portal, else the only one that needs a sign-in, else the one that the person chooses. */
async function oneOf(portals: readonly Portal[], context: Context): Promise<Portal> {
  const [only, ...others] = portals;
  if (only !== undefined && others.length === 0) return only;
  const states = await statesOf(portals, context);
  const needy = states.filter(({ state }) => isSignedOut(state));
  const [one, ...more] = needy;
  return one !== undefined && more.length === 0 ? one.portal : choosePortal(states, 'login', context);
}

/** Asks until the answer is a start URL. @throws Cancelled; Problem where nobody sits at a terminal */
async function askStartUrl(profiles: Profiles, { terminal }: Context): Promise<string> {
  // The portal is written there.
  if (profiles.config.unreadable !== undefined) throw profiles.config.unreadable;
  const startUrl = await onLines(terminal, async ({ ask, tell }) => {
    for (;;) {
      const typed = await ask('Start URL of your portal (https://….awsapps.com/start), Esc to go back: ');
      if (typed === '') throw new Cancelled();
      const url = unlessProblem(() => startUrlOf(typed));
      if (url !== undefined) return url;
      tell('That is not a start URL: it begins with https://, for example https://corp.awsapps.com/start.');
    }
  });
  if (startUrl === undefined) throw noPortal(profiles);
  return startUrl;
}

const onlyCodes = ({ startUrl }: Portal): Problem =>
  new Problem({
    code: 'portal-only-codes',
    title: `You can sign in to ${startUrl} only with a code: its profiles name no [sso-session].`,
    todo: [`With a code: rolecall login --device ${pasteWord(startUrl, 'URL')}`],
    exitCode: 2,
  });

const onlyForNew = (flag: string): Problem => usage(`${flag} is for a start URL that is new here.`);

function otherRegion(portal: Portal, profiles: Profiles): Problem {
  const at = profiles.ssoSession(portal.ssoSession ?? '')?.setting('sso_region')?.at;
  return new Problem({
    code: 'portal-region-differs',
    title: `${signInId(portal)} has sso_region = ${portal.ssoRegion}.`,
    todo: ['Correct it there, or add the portal a second time: --name NAME'],
    ...(at !== undefined && { at: [at] }),
    exitCode: 2,
  });
}
