import type { Context } from '../../context.ts';
import { discoveryProblem } from '../../domain/portals/discovery/explain.ts';
import type { DiscoveryEnd } from '../../domain/portals/discovery/ports.ts';
import { findPortal, noPortal } from '../../domain/portals/find.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { cancelled, done, type Outcome } from '../../outcome.ts';
import { discoveredJson, discoveredText, progressText } from '../../output/discovery.ts';
import { problemText } from '../../output/problem-text.ts';
import type { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

type Used = Pick<Context, 'profiles' | 'portals' | 'output' | 'terminal' | 'clock' | 'debug' | 'files' | 'settings'>;

/** Reads all accounts and roles of the portals named, or of all of them. One that fails leaves the others. */
export async function run(args: Arguments, context: Used): Promise<Outcome> {
  const portals = portalsNamed(args.positionals, await context.profiles.load());
  const { output, terminal, clock } = context;
  const interrupted = terminal.interrupted();
  const progress = progressOn(context, (await context.settings.load()).screenReader);
  const discover = async (portal: Portal) => {
    const since = clock.now();
    const { ended } = await context.portals.discover(portal, {
      mode: 'whole',
      signal: interrupted.signal,
      onChange: (inventory, made) => progress.show(portal, progressText(signInId(portal), inventory, made)),
    });
    const end = await ended;
    const problem = discoveryProblem(portal, end);
    progress.hide(portal);
    output.writeError(told(end, since));
    if (problem !== undefined) output.writeError(problemOn(problem, context));
    progress.draw();
    return { end, since, problem: problem?.text.code };
  };
  const all = await Promise.all(portals.map(discover)).finally(() => interrupted.end());
  const why = context.portals.unkept();
  if (why !== undefined) output.writeError(`What was found was not kept in ${context.files.own.cache}: ${why}\n`);
  if (interrupted.signal.aborted) return cancelled;
  if (args.flag('json')) output.write(discoveredJson(all));
  return all.some(({ problem }) => problem !== undefined) ? { tag: 'done', exitCode: 1 } : done;
}

/** Where nobody was signed in, nothing was asked. */
const told = (end: DiscoveryEnd, since: number): string =>
  end.inventory.accounts.length === 0 && end.how === 'sign-in' ? '' : `${discoveredText({ end, since })}\n`;

const problemOn = ({ text }: Problem, { output, debug }: Pick<Used, 'output' | 'debug'>): string =>
  problemText(text, { colors: output.colors('error'), debug, columns: output.messageColumns() });

/** What every portal is doing, in one line that is written over; none for a program, without colours, or for a screen reader. */
function progressOn({ output }: Pick<Used, 'output'>, screenReader: boolean) {
  const isShown = output.colors('error') && !screenReader;
  const lines = new Map<string, string>();
  const draw = () => {
    if (lines.size === 0) return;
    const line = [...lines.values()].join(' · ');
    output.relay('error', `\r\x1b[K${line.slice(0, output.messageColumns() - 1)}`);
  };
  return {
    show: (portal: Portal, line: string) => {
      if (!isShown) return;
      lines.set(signInId(portal), line);
      draw();
    },
    /** Nothing more comes of a portal; the line of the others is out of the way until it is drawn again. */
    hide: (portal: Portal) => {
      const wasShown = lines.size > 0;
      lines.delete(signInId(portal));
      if (wasShown) output.relay('error', '\r\x1b[K');
    },
    draw,
  };
}

/** @throws Problem where there is none, or none of that name */
function portalsNamed(words: readonly string[], profiles: Profiles): readonly Portal[] {
  const portals = words.length === 0 ? portalsIn(profiles) : words.flatMap((word) => portalsOf(word, profiles));
  if (portals.length === 0) throw noPortal();
  return [...new Map(portals.map((portal) => [signInId(portal), portal])).values()];
}

function portalsOf(word: string, profiles: Profiles): readonly Portal[] {
  const found = findPortal(word, profiles);
  if (found.tag === 'new') throw noPortal();
  return found.portals;
}
