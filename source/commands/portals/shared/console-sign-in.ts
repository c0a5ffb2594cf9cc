import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { loginEdits } from '../../../domain/login/edits.ts';
import { loginCommands } from '../../../domain/login/failures.ts';
import type { Login } from '../../../domain/login/flow.ts';
import { clientOf, signInByConsole } from '../../../domain/login/sign-in.ts';
import { type LoginTarget, placeOfTarget } from '../../../domain/login/target.ts';
import { own } from '../../../domain/own.ts';
import { isRoot } from '../../../domain/profiles/arn.ts';
import { addProfile } from '../../../domain/profiles/edit/edit.ts';
import type { Edited } from '../../../domain/profiles/edit/file-edits.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import type { Signer } from '../../../domain/sign-in/flow.ts';
import { isYesTyped } from '../../../domain/terminal/yes.ts';
import { principalOf } from '../../../output/login.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import { checkConfigWritable } from '../../shared/config-writable.ts';

/** How a sign-in goes, where that is not left to what is here. */
export type ConsoleSignInOptions = {
  readonly way?: 'browser' | 'remote' | undefined;
  /** For the browser to come back to. */
  readonly port?: number | undefined;
  /** Where nothing else names one. It is written into a profile that has none. */
  readonly region?: string | undefined;
  readonly signal?: AbortSignal;
  /** Asks a question on a line, where somebody else signed in than the profile is for; without it that is refused. */
  readonly ask?: Context['terminal']['ask'];
};

/** A sign-in, and the edit that wrote it down, where a file had to change. */
export type ConsoleSignedIn = { readonly login: Login; readonly edited?: Edited | undefined };

/**
 * Signs in to the console for a profile: its `login_session`, the file of the AWS CLI, and nothing else changes.
 * @throws Problem, Cancelled on the signal and where the person does not want another principal
 */
export async function signInForProfile(
  target: LoginTarget,
  { aws, profiles, settings }: Pick<Context, 'aws' | 'profiles' | 'settings'>,
  signer: Signer,
  { way, port, region, signal = new AbortController().signal, ask = nobody }: ConsoleSignInOptions = {},
): Promise<ConsoleSignedIn> {
  const place = placeOfTarget(target, region ?? target.region);
  const ports = await aws.loginPorts(place, port);
  let edited: Edited | undefined;
  const keep = async (login: Login): Promise<void> => {
    const { loginSession } = login;
    const isOther = target.loginSession !== undefined && target.loginSession !== loginSession;
    if (isOther) await confirmOther(target, loginSession, ask);
    await ports.keep(login);
    const keys = { login_session: loginSession, ...missingRegion(target, region) };
    if (target.loginSession !== loginSession)
      edited = await profiles.edit(loginEdits(target, keys, await profiles.load(), profiles.file));
  };
  // What cannot be written is said before anybody has signed in for it.
  if (!target.isNew) await checkKeepable(target, profiles);
  else {
    await checkConfigWritable({ profiles });
    addProfile(profiles.file('config'), target.profile, { region: region ?? 'us-east-1' });
  }
  const set = own((await settings.load()).signIn, target.profile);
  const asked = clients[way ?? set ?? 'any'];
  const request = {
    place,
    client: clientOf(asked, ports),
    again: loginCommands(target.profile)[0],
    loginSession: target.loginSession,
  };
  return { login: await signInByConsole(request, { ...ports, keep }, signer, signal), edited };
}

/** The way as AWS calls it; undefined where what is here decides. */
const clients = { browser: 'same-device', remote: 'cross-device', device: 'cross-device', any: undefined } as const;

const nobody = async (): Promise<undefined> => undefined;

const missingRegion = (target: LoginTarget, region: string | undefined) =>
  target.region === undefined && region !== undefined ? { region } : {};

/** @throws Problem where a profile that has no `login_session` yet stands in a file that cannot be written */
async function checkKeepable(target: LoginTarget, profiles: Context['profiles']): Promise<void> {
  if (target.loginSession !== undefined) return;
  const edits = loginEdits(target, { login_session: '' }, await profiles.load(), profiles.file);
  for (const { kind } of edits) await profiles.checkWritable(kind);
}

/** Somebody else is signed in in the browser than the profile is for: nothing is taken over silently. */
async function confirmOther(
  { profile, loginSession = '' }: LoginTarget,
  now: string,
  ask: Context['terminal']['ask'],
): Promise<void> {
  const typed = await ask(
    `${plain(profile)} is for ${plain(loginSession)}; you signed in as ${plain(now)}.\nType yes to use that from now on: `,
  );
  if (typed === undefined) {
    throw new Problem({
      code: 'login-other-principal',
      title: `${profile} is for another principal than the one that signed in.`,
      means: `It names ${loginSession}; you signed in as ${now}. Nothing was saved.`,
      todo: [
        'Sign out of the AWS console in the browser, and sign in as the first one.',
        `Or give the other one a profile: rolecall login --console ${pasteWord('other', 'PROFILE')}`,
      ],
    });
  }
  if (!isYesTyped(typed.trim())) throw new Cancelled();
}

/** What a sign-in to the console gave, in sentences; what a root user cannot do with it. */
export function consoleSignedInText({ loginSession }: Login): string {
  const signedIn = `Signed in as ${principalOf(loginSession)}; renewed automatically for up to twelve hours.`;
  if (!isRoot(loginSession)) return signedIn;
  return [
    signedIn,
    'Root users cannot switch roles: for that, create an IAM user in that account or use IAM Identity Center, and sign in that way.',
  ].join('\n');
}
