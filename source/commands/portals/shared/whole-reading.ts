import type { Context } from '../../../context.ts';
import { discoveryProblem } from '../../../domain/portals/discovery/explain.ts';
import type { DiscoveryEnd } from '../../../domain/portals/discovery/ports.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { type Discovered, discoveredText, progressText } from '../../../output/discovery.ts';
import { problemOn } from '../../shared/problem-on.ts';

type Used = Pick<Context, 'profiles' | 'portals' | 'output' | 'terminal' | 'clock' | 'debug' | 'files' | 'settings'>;

/** How the reading of a portal ended; `problem` is the code of what went wrong. */
export type PortalRead = Discovered & { readonly problem: string | undefined };

/**
 * Reads all accounts and roles of portals, and tells how it goes and how it ended. One that fails leaves the others.
 * @returns undefined where the person stopped it
 */
export async function readPortals(
  portals: readonly Portal[],
  context: Used,
): Promise<readonly PortalRead[] | undefined> {
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
    if (problem !== undefined) output.writeError(problemOn(problem.text, context));
    progress.draw();
    context.profiles.found(end.inventory);
    return { end, since, problem: problem?.text.code };
  };
  const all = await Promise.all(portals.map(discover)).finally(() => interrupted.end());
  const why = context.portals.unkept();
  if (why !== undefined) output.writeError(`What was found could not be saved in ${context.files.own.cache}: ${why}\n`);
  return interrupted.signal.aborted ? undefined : all;
}

/** Where nobody was signed in, nothing was asked. */
const told = (end: DiscoveryEnd, since: number): string =>
  end.inventory.accounts.length === 0 && end.how === 'sign-in' ? '' : `${discoveredText({ end, since })}\n`;

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
