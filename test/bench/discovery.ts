import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Throttle } from '../../source/sandbox/state/portals.ts';
import { portalAt, signInAt, writeSignIn } from '../helpers/identity-center.ts';
import { manyAssignments } from '../helpers/portals.ts';
import { program } from '../helpers/program.ts';
import { peakMemory } from './measure.ts';
import type { Row, Suite } from './row.ts';
import { inWorld } from './world.ts';

const startUrl = 'https://bench.awsapps.com/start';
const person = 'mary@example.com';

type Company = {
  readonly what: string;
  readonly accounts: number;
  readonly roles: number;
  readonly throttle: Throttle;
  /** Seconds. */
  readonly atMost: number;
  /** Of all calls. */
  readonly refused: number;
};

const companies: readonly Company[] = [
  { what: '20/s', accounts: 300, roles: 5, throttle: { rate: 20 }, atMost: 20, refused: 5 },
  { what: '20/s, others take 10', accounts: 300, roles: 5, throttle: { rate: 20, noise: 10 }, atMost: 60, refused: 53 },
];

/** `discover` in real time against a portal that limits its calls: a run for each company, whatever the rounds. */
export const discoverySuite: Suite = {
  name: 'discovery',
  run: async () => {
    const rows: Row[] = [];
    for (const company of companies) rows.push(...(await discovered(company)));
    return rows;
  },
};

const discovered = ({ what, accounts, roles, throttle, atMost, refused }: Company): Promise<readonly Row[]> =>
  inWorld(0, async ({ aws, env, home }) => {
    aws.addPortal({ startUrl, region: 'eu-west-1', throttle });
    const portal = aws.portal(startUrl);
    portal.assign(person, ...manyAssignments({ accounts, roles }));
    appendFileSync(
      join(home, '.aws', 'config'),
      `\n[sso-session bench]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`,
    );
    const at = portalAt(aws.url, { ssoSession: 'bench', startUrl });
    await writeSignIn(home, at, await signInAt(at));
    const before = aws.connections.total;
    const begun = performance.now();
    const own = { ...env, AWS_ENDPOINT_URL_SSO: aws.url, AWS_ENDPOINT_URL_SSO_OIDC: aws.url };
    const memory = await peakMemory([...program, 'discover', 'bench'], own);
    const seconds = (performance.now() - begun) / 1000;
    const counts = portal.counts();
    const connections = aws.connections.total - before;
    const row = (of: string, ours: number, unit: string, most?: number, note?: string): Row => ({
      what: `discover ${accounts} × ${roles} at ${what}: ${of}`,
      against: '',
      ours,
      unit,
      ...(most !== undefined && { atMost: most }),
      ...(note !== undefined && { note }),
    });
    return [
      row('time', seconds, 's', atMost, `${counts.sent} calls, ${counts.highestRate} in a second at most`),
      row('calls refused', counts.refused, '', refused),
      row('connections', connections, '', 8),
      row('peak memory', memory, 'MB'),
    ];
  });
