import { Problem } from '../../problem.ts';
import { pasteWord } from './paste.ts';

/** Why a guarded role is not entered live: no program could be given the session that the person has confirmed. */
export const liveUnkept = (profile: string): Problem =>
  new Problem({
    code: 'live-unkept',
    title: `${profile} cannot be live here: it wants to be confirmed, and no session is kept that was.`,
    means:
      'Each program of a live role looks for that session among those that are kept (sessionStore in your settings).',
    todo: [
      '--serve in the place of --live holds the one that you open.',
      `Or go without --live; to switch: rolecall ${pasteWord(profile, 'PROFILE')}`,
    ],
  });
