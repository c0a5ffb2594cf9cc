import { Problem } from '../../problem.ts';
import { pasteWord } from './paste.ts';

/** Why a guarded role is not entered live: no program could be given the session that the person has confirmed. */
export const liveUnkept = (profile: string): Problem =>
  new Problem({
    code: 'live-unkept',
    title: `${profile} cannot be live here: it has to be confirmed, and no confirmed session is kept.`,
    means: 'Each program of a live role looks for that session among the stored ones (sessionStore in your settings).',
    todo: [
      'Use --serve instead of --live: it holds the session that you open.',
      `Or leave out --live; to switch: rolecall ${pasteWord(profile, 'PROFILE')}`,
    ],
  });
