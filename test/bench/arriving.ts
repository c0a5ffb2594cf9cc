import { setTimeout as after } from 'node:timers/promises';
import { type Company, type FoundWorld, inCompany } from './found-world.ts';
import { figuresOf } from './measure.ts';
import { peakOf, picker } from './picker.ts';
import { Pty } from './pty.ts';
import type { Row, Suite } from './row.ts';
import { type BenchWorld, inWorld, settled } from './world.ts';

const company: Company = { accounts: 300, roles: 5, isFound: false, throttle: { rate: 20 } };

/** Calls that read it: three pages of accounts, then the roles of each. */
const calls = 3 + company.accounts;

/** Roles that are found while the picker is open: pages at 20 a second. A run of each, whatever the rounds. */
export const arrivingSuite: Suite = {
  name: 'arriving',
  run: async () => {
    const usual = await inWorld(1000, async (world) => {
      await settled();
      return usualTyping(world);
    });
    const opened = await inCompany(company, openedAfter);
    const memory = await inCompany(company, arrivalUntouched);
    const { first, times, afterwards, seconds, counts } = await inCompany(company, arrival);
    const { p95, median, rounds } = figuresOf('keys', times);
    const p95Of = (times: readonly number[]) => `${figuresOf('keys', times).p95.toFixed(1)} ms`;
    const { sent, refused, highestRate } = counts;
    const row = (what: string, ours: number, unit: string, atMost: number, note?: string): Row => ({
      what,
      against: '',
      ours,
      unit,
      atMost,
      ...(note !== undefined && { note }),
    });
    const keys = `median ${median.toFixed(1)} ms over ${rounds} keys; ${p95Of(afterwards)} when all is found; with 1,000 profiles, of which these words find fewer, ${p95Of(usual.times)}`;
    const made = `${sent} calls, ${refused} refused, ${highestRate} in a second at most`;
    return [
      row('from a sign-in to account names in the picker', first, 's', 1),
      row('from a sign-in to a role that was found since, opened', opened, 's', 1.5),
      row('key to frame while 300 × 5 are found, a key every 30 ms, p95', p95, 'ms', 20, keys),
      row('300 × 5 found in the picker', seconds, 's', 20, made),
      ...(memory === undefined || usual.memory === undefined
        ? []
        : [
            row(
              'peak memory of a picker that reads them, more than with 1,000 profiles',
              memory - usual.memory,
              'MB',
              25,
            ),
          ]),
    ];
  },
};

const isAllFound = ({ counts }: FoundWorld): boolean => counts().sent - counts().refused >= calls;

const isNamed = (pty: Pty): boolean => pty.output.includes('account-0');

/** From the start of the picker, a moment after the sign-in, to the shell in the first role that was found, s. */
async function openedAfter(world: FoundWorld): Promise<number> {
  await world.signIn();
  const pty = new Pty(picker(world));
  await pty.until(() => isNamed(pty));
  pty.type('\r');
  const at = await pty.until(() => /are now[\s\S]*(1h00m|59m)/.test(pty.text()));
  await pty.stop();
  return (at - pty.begun) / 1000;
}

/** The most memory of a picker in which nobody types, from a moment after the sign-in until all is found, MB. */
async function arrivalUntouched(world: FoundWorld): Promise<number | undefined> {
  await world.signIn();
  const pty = new Pty(picker(world));
  await pty.until(() => isAllFound(world));
  await after(1000);
  const memory = await peakOf(pty.pid);
  pty.type('\u0003');
  await pty.ended;
  return memory;
}

/** The picker with nothing known, from a moment after the sign-in until all is found; keys are typed all the time. */
async function arrival(world: FoundWorld) {
  await world.signIn();
  const pty = new Pty(picker(world));
  const first = (await pty.until(() => isNamed(pty))) - pty.begun;
  const times: number[] = [];
  let seconds = 0;
  while (seconds === 0) {
    times.push(...(await wordTyped(pty)));
    if (isAllFound(world)) seconds = (performance.now() - pty.begun) / 1000;
  }
  await after(1000);
  const afterwards = await wordsTyped(pty);
  pty.type('\u0003');
  await pty.ended;
  return { first: first / 1000, times, afterwards, seconds, counts: world.counts() };
}

/** The picker with profiles alone, and the same keys. */
async function usualTyping(world: BenchWorld) {
  const pty = new Pty(picker(world));
  await pty.until(() => pty.output.includes('type to search'));
  await after(5000);
  const memory = await peakOf(pty.pid);
  const times = await wordsTyped(pty);
  pty.type('\u0003');
  await pty.ended;
  return { times, memory };
}

async function wordsTyped(pty: Pty): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 10; round++) times.push(...(await wordTyped(pty)));
  return times;
}

/** What each key of a word took that is typed and cleared, ms. */
async function wordTyped(pty: Pty): Promise<readonly number[]> {
  const times: number[] = [];
  for (const key of 'account 12 role') times.push(await keyToField(pty, key));
  await keyToField(pty, '\u0015');
  return times;
}

/** From a key to its letter in the search field, ms: other lines change by themselves. */
async function keyToField(pty: Pty, key: string): Promise<number> {
  const begun = performance.now();
  const before = pty.output.length;
  pty.type(key);
  const painted = await pty.until(() => pty.output.includes('▏', before));
  await after(Math.max(1, 30 - (performance.now() - begun)));
  return painted - begun;
}
