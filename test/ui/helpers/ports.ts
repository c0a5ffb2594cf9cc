import type { CodeQuestion } from '../../../source/domain/mfa/ask.ts';
import type { RoleSummary } from '../../../source/domain/profiles/profile.ts';
import { foundNote } from '../../../source/domain/sessions/open/devices.ts';
import type { Session } from '../../../source/domain/sessions/session.ts';
import { Problem } from '../../../source/problem.ts';
import type { UiPorts, UiPreferences } from '../../../source/ui/core/ports.ts';

export const noPreferences: UiPreferences = { favourites: [], recents: [], hidden: [], colors: {} };

/** The instant at which every test takes place. */
export const noon = Date.UTC(2026, 0, 15, 12);

export const question = (over: Partial<CodeQuestion> = {}): CodeQuestion => ({
  device: { serial: 'arn:aws:iam::111122223333:mfa/mary-phone', label: 'mary-phone' },
  attempt: 1,
  reason: 'One code serves every role of mary until midnight.',
  ...over,
});

export const sessionOf = (profile: string): Session => ({
  profile,
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'x' },
  notes: [],
  cached: false,
});

const iam = 'arn:aws:iam::111122223333';

/** What Mary carries. */
export const devices = {
  phone: { serial: `${iam}:mfa/mary-phone`, label: 'mary-phone' },
  tablet: { serial: `${iam}:mfa/mary-tablet`, label: 'mary-tablet' },
  key: { serial: `${iam}:u2f/user/mary/yubikey`, label: 'yubikey' },
} as const;

/** A session whose device stands in no profile. */
export function foundSession(profile: string): Session {
  const found = { serial: devices.tablet.serial, profile };
  return { ...sessionOf(profile), notes: ['It is 1h.', foundNote(found)], found };
}

export const signInCode = {
  userCode: 'BCDF-GHJK',
  url: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK',
  byHand: undefined,
  expiresAt: noon + 10 * 60_000,
};

type World = Partial<UiPorts> & {
  readonly roles: readonly RoleSummary[];
  /** The code that is right. */
  readonly code?: string;
  /** Milliseconds that each call takes. */
  readonly latency?: number;
};

/** Ports on a made-up world: roles with `mfa` want the code, `legacy-ops` refuses. */
export function portsOf({ code = '123456', latency = 0, ...over }: World): UiPorts {
  const wait = () => new Promise((resolve) => setTimeout(resolve, latency));
  return {
    preferences: noPreferences,
    now: () => noon,
    identity: async () => 'mary · 111122223333',
    cached: async () => ({ expiries: new Map(), codeless: new Map() }),
    explain: async (profile) => {
      const one = over.roles.find(({ name }) => name === profile);
      return { steps: ['mary', ...(one?.mfa ? ['MFA mary-phone'] : []), `${one?.accountId}/${one?.roleName}`] };
    },
    show: async (profile) => `${profile}\n\n  1  mary\n  2  Admin\n`,
    copies: async (profile) => ({
      account: '444455556666',
      arn: 'arn:aws:iam::444455556666:role/Admin',
      profile,
      link: undefined,
      command: `rolecall export ${profile}`,
    }),
    open: async (profile, { ask, progress }) => {
      const one = over.roles.find(({ name }) => name === profile);
      progress({ step: 'source', state: 'started', text: 'mary' });
      await wait();
      progress({ step: 'source', state: 'done', text: 'mary · 111122223333' });
      if (one?.mfa) {
        let answer = await ask(question());
        for (let attempt = 2; answer !== code; attempt++) {
          await wait();
          answer = await ask(question({ attempt, rejected: 'wrong' }));
        }
        await wait();
        progress({ step: 'mfa', state: 'done', text: 'MFA mary-phone' });
      }
      progress({ step: 'hop', index: 0, state: 'started', text: `${one?.accountId}/${one?.roleName}` });
      await wait();
      if (profile === 'legacy-ops') throw new Problem(refusal);
      progress({ step: 'hop', index: 0, state: 'done', text: `${one?.accountId}/${one?.roleName}` });
      return sessionOf(profile);
    },
    started: () => undefined,
    warmUp: () => undefined,
    savePreferences: async () => undefined,
    copy: () => true,
    rememberDevice: async ({ profile }) => `written into ${profile}`,
    ...over,
  };
}

export const refusal = {
  code: 'access-denied',
  title: 'You may not switch to Ops in 999900001111.',
  tried: 'mary (111122223333) → arn:aws:iam::999900001111:role/Ops',
  said: 'User: arn:aws:iam::111122223333:user/mary is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999900001111:role/Ops',
  means: 'Either the role does not trust your account, or nothing allows you to assume it.',
  todo: [
    'Ask whoever owns 999900001111 for the trust relationship of Ops.',
    'Check with `rolecall show legacy-ops` that account and role are the ones you mean.',
  ],
  at: [{ file: '~/.aws/config', line: 48 }],
};
