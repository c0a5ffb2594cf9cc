import { jsonText, plain } from '../domain/display/sanitize.ts';
import { inHours } from '../domain/profiles/values.ts';
import type { ChainFacts } from '../domain/sessions/explain/chain.ts';
import { personOf } from './banner.ts';
import { clockTime, isoTime } from './clock.ts';
import { barOn, type Canvas, paint } from './paint.ts';
import { facts } from './table.ts';
import { hanging } from './width.ts';

type Look = {
  readonly canvas: Canvas;
  readonly now: number;
  readonly color: string;
  readonly displayName: string;
  /** A role of a portal, without a profile. */
  readonly isFound: boolean;
  /** Of the terminal, where one shows it. */
  readonly columns?: number | undefined;
};

/** A chain as a person reads it: source, MFA, a block a hop, region, cache, and the calls to come. */
export function showText(chain: ChainFacts, look: Look): string {
  const { canvas, now, color, displayName, isFound, columns = Number.POSITIVE_INFINITY } = look;
  const { strong, dim } = paint(canvas !== undefined);
  const where = ({ file, line }: ChainFacts['at']) => dim(`${plain(file)}:${line}`);
  const called = displayName === chain.profile ? '' : ` ${dim(plain(displayName))}`;
  const head = `${barOn(canvas, color)} ${strong(plain(chain.profile))}${called}  ${where(chain.at)}\n`;
  const { source, mfa, region, endpoint, cached } = chain;
  const blocks = facts(
    [
      [
        'who',
        `${plain(source.profile)}: ${plain(source.what)}`,
        ...(personOf(source.callerArn) ? [dim(`${personOf(source.callerArn)}, as AWS said`)] : []),
      ],
      ...(isFound
        ? [['script', `${plain(chain.profile)} ${dim('always leads here, whatever accounts are called')}`] as const]
        : []),
      [
        'MFA',
        ...(mfa.device === undefined ? [] : [`${plain(mfa.device)} ${dim(`named by ${plain(mfa.namedBy ?? '')}`)}`]),
        plain(mfa.why),
        ...(mfa.until === undefined
          ? []
          : [`no code needed until ${clockTime(mfa.until, now)}: an MFA session is open`]),
      ],
      ...chain.hops.map((hop, index) => hopFacts(hop, index, chain.hops.length, where)),
      [
        'region',
        region.name === undefined
          ? 'none configured; the shell keeps its own'
          : plain(region.name) +
            (region.at === undefined ? '' : ` ${dim(`from ${plain(region.profile ?? '')}`)} ${where(region.at)}`) +
            (region.variable === undefined ? '' : ` ${dim(`from your ${region.variable}`)}`),
      ],
      ['endpoint', `${plain(endpoint.url)}${endpoint.isConfigured ? dim(configured(endpoint)) : ''}`],
      ['cached', cached === undefined ? 'no session' : `a session until ${clockTime(cached.until, now)}`],
      [
        'next',
        ...(chain.calls.length === 0
          ? [cached ? 'no call' : 'no call: uses its own credentials']
          : chain.calls.map(plain)),
      ],
    ],
    dim,
    columns,
  );
  return head + blocks + chain.notes.map((note) => `${dim('·')} ${dim(hanging(plain(note), columns, 2))}\n`).join('');
}

function configured({ from, isOfAws }: ChainFacts['endpoint']): string {
  return ` configured${from === undefined ? '' : ` by ${plain(from)}`}${isOfAws ? '' : '; not AWS itself'}`;
}

function hopFacts(
  hop: ChainFacts['hops'][number],
  index: number,
  count: number,
  where: (at: ChainFacts['at']) => string,
): readonly [string, ...string[]] {
  const tags = Object.entries(hop.tags).map(([key, value]) => `${key}=${value}`);
  return [
    count === 1 ? 'role' : `role ${index + 1}`,
    `${plain(hop.roleArn)} ${where(hop.at)}`,
    `for ${inHours(hop.durationSeconds)} (${hop.durationWhy})`,
    ...(hop.externalId === undefined ? [] : [`external ID ${plain(hop.externalId)}`]),
    ...(hop.sessionName === undefined ? [] : [`session name ${plain(hop.sessionName)}`]),
    ...(hop.sourceIdentity === undefined ? [] : [`source identity ${plain(hop.sourceIdentity)}`]),
    ...(tags.length === 0 ? [] : [`tags ${plain(tags.join(', '))}`]),
  ];
}

/** {@link showText} for programs: unknown is null, times are ISO 8601 in UTC. */
export function showJson(chain: ChainFacts): string {
  const facts = {
    ...chain,
    mfa: { ...chain.mfa, until: isoTime(chain.mfa.until) },
    cached: chain.cached && { until: isoTime(chain.cached.until) },
  };
  return `${jsonText(JSON.parse(JSON.stringify(facts, (_key, value) => value ?? null)), 2)}\n`;
}
