import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInventories } from '../../source/adapters/cache/inventories.ts';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import type { Throttle } from '../../source/sandbox/state/portals.ts';
import { portalAt, signInAt, writeSignIn } from '../helpers/identity-center.ts';
import { manyAssignments } from '../helpers/portals.ts';
import { type BenchWorld, inHome, manyProfiles } from './world.ts';

const startUrl = 'https://bench.awsapps.com/start';
const person = 'mary@example.com';

/** A home with one portal, and what its person may do there. */
export type Company = {
  readonly accounts: number;
  /** In each account. */
  readonly roles: number;
  /** Profiles in the file, beside those of the demo; without, the file has the portal alone. */
  readonly profiles?: number;
  /** Whether all of it was found before. */
  readonly isFound: boolean;
  readonly throttle?: Throttle;
};

/** A home whose roles are of a portal. */
export type FoundWorld = BenchWorld & {
  readonly company: Company;
  /** Writes a sign-in, as `login` does. */
  readonly signIn: () => Promise<void>;
  readonly counts: () => { readonly sent: number; readonly refused: number; readonly highestRate: number };
};

/** Makes the home of such a company; `run` has it for as long as it takes. */
export const inCompany = <T>(company: Company, run: (world: FoundWorld) => Promise<T>): Promise<T> =>
  inHome(
    (aws) => {
      const session = `[sso-session bench]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`;
      if (company.profiles === undefined) return { config: session, credentials: '' };
      const { config, credentials } = demoConfig(aws.world, { endpointUrl: aws.url });
      return { config: `${config}\n${session}\n${manyProfiles(company.profiles)}`, credentials };
    },
    async ({ home, env, aws }) => {
      const { accounts, roles, isFound, throttle } = company;
      aws.addPortal({ startUrl, region: 'eu-west-1', ...(throttle && { throttle }) });
      const portal = aws.portal(startUrl);
      const assigned = manyAssignments({ accounts, roles });
      portal.assign(person, ...assigned);
      const at = portalAt(aws.url, { ssoSession: 'bench', startUrl });
      if (isFound) {
        const cache = join(home, '.cache', 'rolecall');
        mkdirSync(cache, { recursive: true, mode: 0o700 });
        const now = Date.now();
        const failed = createInventories(cache).write({
          portal: 'bench',
          startUrl,
          accountsReadAt: now,
          accounts: assigned.map(({ account, name, email, roles = [] }) => ({
            id: account,
            ...(name !== undefined && { name }),
            ...(email !== undefined && { email }),
            rolesReadAt: now,
            roles: roles.map((role) => ({ name: typeof role === 'string' ? role : role.name })),
          })),
        });
        if (failed !== undefined) throw new Error(failed);
      }
      return run({
        home,
        env: {
          ...env,
          AWS_ENDPOINT_URL_SSO: aws.url,
          AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
          AWS_ENDPOINT_URL_STS: aws.url,
        },
        aws,
        company,
        signIn: async () => void (await writeSignIn(home, at, await signInAt(at))),
        counts: portal.counts,
      });
    },
  );

/** Several at once. */
export function inCompanies<const Of extends readonly Company[], T>(
  companies: Of,
  run: (worlds: { readonly [At in keyof Of]: FoundWorld }) => Promise<T>,
): Promise<T> {
  const open = (made: readonly FoundWorld[]): Promise<T> => {
    const next = companies[made.length];
    if (next === undefined) return run(made as unknown as { readonly [At in keyof Of]: FoundWorld });
    return inCompany(next, (world) => open([...made, world]));
  };
  return open([]);
}
