import type { Context } from '../../../context.ts';
import { filledCommand, holdsAddress } from '../../../domain/console/command.ts';
import { containerAddress } from '../../../domain/console/container.ts';
import { directoryFlags, directoryName } from '../../../domain/console/directory.ts';
import type { ConsoleMachine } from '../../../domain/console/machine.ts';
import { type Post, postedPage } from '../../../domain/console/posted-page.ts';
import { type ConsoleRole, consoleRole } from '../../../domain/console/role.ts';
import { type ConsoleWay, consoleWayOf, namedBrowser, ownPlace } from '../../../domain/console/way.ts';
import { type ConsoleIn, consoleInOf, type Where } from '../../../domain/console/where.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { openPage } from '../../../domain/sign-in/page.ts';
import { canDraw } from '../../../domain/terminal/can-draw.ts';
import { copyText, multiplexerOf } from '../../../domain/terminal/clipboard.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { Problem, unlessProblemLater } from '../../../problem.ts';

/** How the person gets the address of a console. */
export type HandingOver = {
  /** Prints it instead of opening a browser. */
  readonly print: boolean;
  /** Puts it on the clipboard. */
  readonly copy: boolean;
  /** Where it opens; by the settings unless given. */
  readonly in?: Where;
};

/** A way in which an address is handed over. */
export type Way = { readonly tag: 'print' } | { readonly tag: 'copy' } | ConsoleWay;

/** What leads to a console. */
export type ConsoleAddress = {
  readonly url: string;
  /** The same for a page that sends it. */
  readonly post?: Post;
  /** Whoever has the address is signed in. */
  readonly isSecret?: boolean;
  readonly profile: string;
  /** Of the role, where no profile says it. */
  readonly roleArn?: string | undefined;
};

/** How an address is handed over, by flags and settings; asked once where neither says it. @throws Problem, Cancelled */
export async function handingOver(context: Context, { print, copy, in: where }: HandingOver): Promise<Way> {
  if (print) return { tag: 'print' };
  if (copy) return { tag: 'copy' };
  const consoleIn = consoleInOf((await context.settings.load()).consoleIn);
  const setting = where === undefined ? (consoleIn ?? (await askedOnce(context))) : settingFor(where, consoleIn);
  if (setting.in === 'default' || setting.in === 'command') return consoleWayOf(setting, []);
  const machine = await context.programs.consoles();
  return consoleWayOf(setting, await machine.browsers(namedBrowser(setting)));
}

/** What the settings say of a place counts where a flag names that place; a command counts always. */
function settingFor(where: Where, setting: ConsoleIn | undefined): ConsoleIn {
  if (setting?.in === where) return setting;
  return { in: where, ...(setting?.command && { command: setting.command }) };
}

/**
 * Asks where consoles open, and keeps the answer. Where nobody can be asked, where there is no choice, or where the person has
 * named a browser in BROWSER, it is the usual browser.
 */
async function askedOnce(context: Context): Promise<ConsoleIn> {
  const usual = { in: 'default' } as const;
  const { env, programs, settings, terminal } = context;
  if (env.BROWSER || (await programs.browser()).missing !== undefined) return usual;
  // The demo ends with everything that it keeps.
  if (env.ROLECALL_DEMO !== undefined) return usual;
  if ((await settings.found()).faults.length > 0) return usual;
  const offer = ownPlace(await (await programs.consoles()).browsers());
  if (offer === undefined) return usual;
  const { title } = offer.browser;
  const own =
    offer.setting.in === 'firefox-container'
      ? `in its own container, in its colour (${title})`
      : `in its own window, in its colour, signed in separately (${title})`;
  const question = `Where should the console of a role open?\n  1  ${own}\n  2  where your links open\nYou are asked only once. 1 or 2 (⏎ for 1): `;
  for (let wrong = ''; ; ) {
    const answer = await terminal.ask(`${wrong}${question}`);
    if (answer === undefined) return usual;
    if (!['', '1', '2'].includes(answer)) {
      wrong = `${plain(answer)} is neither 1 nor 2.\n`;
      continue;
    }
    const chosen = answer === '2' ? usual : offer.setting;
    await unlessProblemLater(settings.change((before) => ({ ...before, consoleIn: chosen.in })));
    return chosen;
  }
}

/** Does the browser know nothing there of the person's sign-in to a portal? Its link would ask for one, in each such place. */
export const isApartFromPortal = (way: Way): boolean =>
  way.tag === 'container' || way.tag === 'directory' || (way.tag === 'command' && holdsAddress(way.command));

/** Prints or copies an address, or opens it; prints it where no browser could. @throws Problem */
export async function handOver(context: Context, way: Way, address: ConsoleAddress): Promise<Outcome> {
  const { output } = context;
  if (way.tag === 'copy') return copied(context, address);
  if (way.tag === 'print') {
    output.write(`${address.url}\n`);
    return done;
  }
  const opened = await openedIn(context, way, address);
  if ('missing' in opened) {
    const careful = address.isSecret ? 'open this within 15 minutes, and show it to nobody' : 'open this';
    output.writeError(`${opened.missing}: ${careful}.\n`);
    output.write(`${address.url}\n`);
    return done;
  }
  output.writeError(`Opened the console as ${plain(address.profile)}${opened.where}.\n`);
  if (context.debug) output.writeError(`rolecall: ${opened.how}\n`);
  return done;
}

type Opened = { readonly where: string; readonly how: string } | { readonly missing: string };

async function openedIn(context: Context, way: ConsoleWay, address: ConsoleAddress): Promise<Opened> {
  const { programs } = context;
  const browser = await programs.browser();
  // A command of the person's may reach a browser elsewhere.
  if (way.tag !== 'command' && browser.missing !== undefined) return { missing: browser.missing };
  const machine = await programs.consoles();
  const reads =
    way.tag === 'directory' ||
    (way.tag === 'default' && (await machine.readsPages())) ||
    (way.tag === 'command' && !holdsAddress(way.command) && (await machine.readsPages(way.command[0])));
  const role = await roleOf(context, address);
  const { post } = address;
  const isPosted = post !== undefined && reads;
  const title = `Sign in as ${role.name}`;
  const url = isPosted
    ? await machine.page(postedPage(post, title, (text) => machine.digest(text, 'base64')))
    : address.url;
  if (way.tag === 'default') {
    const missing = await openPage(browser, url);
    if (missing !== undefined) return { missing };
  } else {
    const command = await commandOf(way, url, role, machine);
    const isStarted = await machine.start(command);
    if (!isStarted) return { missing: `${programOf(way)} could not be started` };
  }
  const what = isPosted
    ? 'a page that sends the sign-in'
    : address.isSecret
      ? 'the address that signs in'
      : 'the link of the portal';
  return { where: placeText(way), how: `${programOf(way)} was given ${what}.` };
}

async function commandOf(
  way: Exclude<ConsoleWay, { tag: 'default' }>,
  url: string,
  role: ConsoleRole,
  machine: ConsoleMachine,
): Promise<readonly [string, ...string[]]> {
  switch (way.tag) {
    case 'container':
      return [way.browser.program, containerAddress(url, role, way.addOn)];
    case 'directory': {
      const name = directoryName(role, way.per, (text) => machine.digest(text, 'hex'));
      return [way.browser.program, ...directoryFlags(await machine.directory(name), role), url];
    }
    case 'command':
      return filledCommand(way.command, url, role);
  }
}

const programOf = (way: ConsoleWay): string =>
  way.tag === 'default' ? 'The usual browser' : plain(way.tag === 'command' ? way.command[0] : way.browser.program);

function placeText(way: ConsoleWay): string {
  if (way.tag === 'container') return `, in its container of ${way.browser.title}`;
  return way.tag === 'directory' ? `, in its window of ${plain(way.browser.title)}` : '';
}

async function roleOf({ profiles, settings }: Context, { profile, roleArn }: ConsoleAddress): Promise<ConsoleRole> {
  return consoleRole(profile, await profiles.roles(), (await settings.load()).colors, roleArn);
}

/** Puts an address on the clipboard of the person's terminal, over SSH as well. @throws Problem where there is none */
async function copied(
  { env, output, terminal }: Context,
  { url, isSecret, profile }: ConsoleAddress,
): Promise<Outcome> {
  // A terminal that understands no sequence would show it, and the address in it.
  const sequence = canDraw(env.TERM, process.platform) ? copyText(url, multiplexerOf(env)) : undefined;
  const opened = sequence === undefined ? undefined : await terminal.open({ asLine: true });
  if (sequence === undefined || opened === undefined) {
    throw new Problem({
      code: 'console-no-clipboard',
      title: 'There is no terminal to copy the address to the clipboard with.',
      todo: ['Print it: --print'],
    });
  }
  opened.output.write(sequence);
  opened.close();
  const careful = isSecret ? ' It is valid for 15 minutes, for anybody who has it.' : '';
  output.writeError(
    `The address of the console as ${plain(profile)} is on the clipboard, if your terminal lets programs set it.${careful}\n`,
  );
  return done;
}
