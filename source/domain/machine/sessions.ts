import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { MachineCheck, SessionKeeping } from './view.ts';

const remedy = (otherwise: string) => `Unlock or install a keychain, or set sessionStore to ${otherwise}.`;

/** How sessions are stored, and how they could be stored better. */
export const sessionFindings: MachineCheck = async ({ sessions }) => [storage(await sessions())];

function storage({ kind, cache, noKeychain, inDoubt }: SessionKeeping): MachineFinding {
  const say = (severity: MachineFinding['severity'], code: string, what: string, remedy = ''): MachineFinding => ({
    severity,
    code,
    where: cache,
    what,
    remedy,
  });
  if (kind === 'none') return say('fine', 'sessions-nowhere', 'Sessions are not kept on disk: sessionStore is none.');
  if (kind === 'file') return say('fine', 'sessions-plain', 'Sessions are kept as plain files: sessionStore is file.');
  if (noKeychain === undefined) {
    return say('fine', 'sessions-sealed', 'Sessions are kept sealed, under a key in the keychain of this machine.');
  }
  if (kind === 'auto') {
    const what = `Sessions are kept as plain files, and not sealed. ${noKeychain}`;
    return say('note', 'sessions-plain', what, remedy('file to keep it so'));
  }
  const why = inDoubt ? 'your settings cannot be understood' : 'sessionStore is keychain';
  const what = `Sessions are not kept, and codes asked for each time: ${why}. ${noKeychain}`;
  if (inDoubt) return say('warning', 'sessions-nowhere', what, 'Mend the settings.');
  return say('warning', 'sessions-nowhere', what, remedy('auto'));
}
