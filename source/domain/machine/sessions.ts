import type { MachineFinding } from '../profiles/findings/finding.ts';
import { cacheFinding } from './cache.ts';
import type { MachineCheck, SessionKeeping } from './view.ts';

const remedy = (otherwise: string) => `Unlock or install a keychain, or set sessionStore to ${otherwise}.`;

/** How sessions are stored or why they cannot be, how they could be stored better, and which lie there in another form. */
export const sessionFindings: MachineCheck = async (view) => {
  const keeping = await view.sessions();
  const unwritable = keeping.kind === 'none' ? undefined : await cacheFinding(view);
  return [unwritable ?? storage(keeping, view.env.ROLECALL_DEMO !== undefined), ...leftPlain(keeping)];
};

/** Sessions of a time before: a setting that was changed, a keychain that was not there. */
function leftPlain({ kind, cache, noKeychain, inDoubt, plain }: SessionKeeping): readonly MachineFinding[] {
  const isUsual = kind === 'file' || (kind === 'auto' && noKeychain !== undefined);
  if (plain === 0 || isUsual) return [];
  const those = plain === 1 ? 'One session is there as a plain file' : `${plain} sessions are there as plain files`;
  const since = inDoubt ? 'your settings could not be understood' : `sessionStore is ${kind}`;
  const what =
    kind === 'auto'
      ? `${those}, from when there was no keychain; each is still used until it ends.`
      : `${those}, from before ${since}: they are no longer used, but until each ends, anybody who can read them can use them.`;
  const remedy = 'rolecall forget deletes them.';
  return [{ severity: 'warning', code: 'sessions-left-plain', where: cache, what, remedy }];
}

/** What is said once, where a session is written as a plain file although a keychain was looked for. */
export const unsealedTold = (why: string): string =>
  `rolecall: sessions are written as plain files here, not sealed. ${why} With sessionStore set to keychain, none is. You are told this only once.\n`;

function storage({ kind, cache, noKeychain, inDoubt }: SessionKeeping, isDemo: boolean): MachineFinding {
  const say = (severity: MachineFinding['severity'], code: string, what: string, remedy = ''): MachineFinding => ({
    severity,
    code,
    where: cache,
    what,
    remedy,
  });
  if (kind === 'none') return say('fine', 'sessions-nowhere', 'Sessions are not kept on disk: sessionStore is none.');
  if (kind === 'file') {
    const why = isDemo ? 'this is the demo' : 'sessionStore is file';
    return say('fine', 'sessions-plain', `Sessions are kept as plain files: ${why}.`);
  }
  if (noKeychain === undefined) {
    return say('fine', 'sessions-sealed', 'Sessions are kept sealed, under a key in the keychain of this machine.');
  }
  if (kind === 'auto') {
    const what = `Sessions are kept as plain files, and not sealed. ${noKeychain}`;
    return say('note', 'sessions-plain', what, remedy('file to keep it that way'));
  }
  const why = inDoubt ? 'your settings cannot be understood' : 'sessionStore is keychain';
  const what = `Sessions are not kept, and codes are asked for each time: ${why}. ${noKeychain}`;
  if (inDoubt) return say('warning', 'sessions-nowhere', what, 'Fix the settings.');
  return say('warning', 'sessions-nowhere', what, remedy('auto'));
}
