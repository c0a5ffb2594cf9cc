import { plain } from '../domain/display/sanitize.ts';
import { dayOf } from '../domain/display/sentence.ts';
import type { SyncPlan } from '../domain/portals/kept/sync.ts';
import { paint } from './paint.ts';
import { alignedTable } from './table.ts';

/** What an AWS CLI needs longer to start for each profile: 140 ms for 1,500, measured. Milliseconds. */
const perProfile = 0.1;

/** With more profiles than these the AWS CLI becomes noticeably slow. */
const many = 300;

/** What a long config file costs elsewhere; undefined where it is short. */
export function slowerAwsCli(profiles: number): string | undefined {
  if (profiles <= many) return undefined;
  const seconds = ((profiles * perProfile) / 1000).toFixed(2);
  return `With ${profiles} profiles, every start of the AWS CLI takes about ${seconds} s longer.`;
}

/** What a sync does or would do, a profile a line. */
export function syncText(plan: SyncPlan, colors: boolean): string {
  const { strong, dim, danger } = paint(colors);
  const { added, changed, gone, yours } = plan;
  const rows = [
    ...added.map(({ name, id }) => ['added', name, id]),
    ...changed.map(({ name, what }) => ['changed', name, what.join(', ')]),
    ...gone.map(({ name, since }) => ['gone', name, since === undefined ? '' : `since ${dayOf(since)}`]),
    ...yours.map(({ name, why, isGone, at }) => [
      'yours',
      name,
      `${isGone ? 'its role is gone; ' : ''}${why}  ${at.file}:${at.line}`,
    ]),
  ];
  const look = new Map([
    ['added', strong],
    ['gone', danger],
    ['yours', dim],
  ]);
  const lines = alignedTable(rows).map((line, at) => {
    const what = rows[at]?.[0] ?? '';
    return `${(look.get(what) ?? String)(what)}${line.slice(what.length)}\n`;
  });
  return lines.join('');
}

/** `corp: 3 added, 1 gone; 30 unchanged` */
export function syncCounts({ portal, added, changed, gone, yours, same }: SyncPlan): string {
  const counts = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [gone.length, 'gone'],
    [yours.length, 'yours'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const rest = `${same} unchanged`;
  return `${plain(portal)}: ${told.length === 0 ? rest : `${told.join(', ')}; ${rest}`}`;
}
