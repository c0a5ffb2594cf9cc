import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { consoleWayOf, namedBrowser } from '../../domain/console/way.ts';
import { consoleInOf } from '../../domain/console/where.ts';
import { machineFindings } from '../../domain/machine/checks.ts';
import type { ConsoleFact, MachineView, ProgramFact, StoredKeys } from '../../domain/machine/view.ts';
import { endpointVariables } from '../../domain/profiles/endpoints.ts';
import type { MachineFinding } from '../../domain/profiles/findings/finding.ts';
import { lint } from '../../domain/profiles/findings/lint.ts';
import type { ProfileFile, Profiles } from '../../domain/profiles/profile.ts';
import { loadProfiles } from '../../domain/profiles/resolve/load.ts';
import { settingsFindings } from '../../domain/settings/explain.ts';
import { outsideOf } from '../../domain/shells/outside.ts';
import { done, type Outcome } from '../../outcome.ts';
import { diagnosisJson, diagnosisText } from '../../output/diagnosis.ts';
import { answerColumns } from '../../ports/output.ts';
import { Problem } from '../../problem.ts';
import { factsOfStored } from '../key/shared/facts.ts';
import type { Arguments } from '../registry/command.ts';
import { portalFacts } from './shared/portals.ts';

/** Everything that is wrong with the two files and with this machine. */
export const run = (args: Arguments, context: Context): Promise<Outcome> =>
  diagnose(context, { offline: args.flag('offline'), json: args.flag('json') });

/** The same. @param options.offline the network may not be asked. @param options.json for programs */
export async function diagnose(context: Context, { offline = false, json = false } = {}): Promise<Outcome> {
  await context.files.clearLeftovers();
  const { profiles, unreadable } = readAnyway(context);
  await context.settings.load();
  const settings = context.settings.untold();
  const found = [
    ...unreadable,
    // With one file missing, what leads from one to the other would seem to lead nowhere.
    ...lint(unreadable.length === 0 ? profiles : { ...profiles, names: [] }),
    ...settingsFindings(settings.path, settings.faults),
    ...(await machineFindings(await machineView(profiles, context, offline))),
    ...(await portalFacts(profiles, context)),
  ];
  const count = profiles.names.length;
  const { output } = context;
  const look = { colors: output.colors('out'), profiles: count, columns: answerColumns(output) };
  output.write(json ? diagnosisJson(found) : diagnosisText(found, look));
  return found.some(({ severity }) => severity === 'error') ? { tag: 'done', exitCode: 1 } : done;
}

/** A file that cannot be read is a finding; what the other holds is still worth knowing. */
function readAnyway(context: Context): { profiles: Profiles; unreadable: readonly MachineFinding[] } {
  const unreadable: MachineFinding[] = [];
  const storesKey = (name: string) => context.accessKeys.known().has(name);
  const endpoints = endpointVariables(outsideOf(context.env).environment);
  const read = (kind: ProfileFile['kind']): ProfileFile => {
    try {
      return context.profiles.file(kind);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unreadable.push(unreadableFinding(context.files.aws[kind], error));
      return { kind, path: context.files.aws[kind], text: undefined, unreadable: error };
    }
  };
  return { profiles: loadProfiles(read('config'), read('credentials'), endpoints, storesKey), unreadable };
}

function unreadableFinding(where: string, { text: { code, title, means = '', todo = [] } }: Problem): MachineFinding {
  return { code, severity: 'error', where, what: `${title} ${means}`.trim(), remedy: todo.join(' ') };
}

/** The stored keys, and what is wrong with the files about them. */
async function storedKeysOf(profiles: Profiles, context: Context, offline: boolean): Promise<StoredKeys> {
  const { accessKeys, files } = context;
  const path = join(files.own.settings, 'access-keys.json');
  const record = accessKeys.recordFault();
  const faults: StoredKeys['faults'][number][] = [];
  const noted = (where: string, { text }: Problem) => {
    faults.push({
      where,
      what: [text.title, text.means].filter(Boolean).join(' '),
      remedy: (text.todo ?? ['rolecall key list shows the rest.']).join(' '),
    });
  };
  if (record !== undefined) noted(path, record);
  const { facts, rotations: known } = await factsOfStored(profiles, context, { offline });
  const file = await accessKeys.file();
  try {
    if (file.state() === 'none' && facts.some(({ place }) => place === 'file')) {
      const what = `${file.path} is gone, and keys are stored in it.`;
      faults.push({ where: file.path, what, remedy: 'Restore it from a backup.' });
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    noted(file.path, error);
  }
  const isKnown = !(known instanceof Problem);
  if (!isKnown) noted(join(files.own.settings, 'rotations.json'), known);
  const rotations = isKnown ? known : new Map();
  return { facts, rotations, path, record, sealed: file.path, faults };
}

/** The program of `mfaAsk`, as the person's own environment leads to it. */
async function mfaAskOf({ env, files, settings, programs }: Context): Promise<ProgramFact | undefined> {
  const [program] = (await settings.load()).mfaAsk ?? [];
  if (program === undefined) return undefined;
  const why = await (await programs.machine()).whyNotRun(program, outsideOf(env).environment);
  return { program, path: join(files.own.settings, 'settings.json'), why };
}

/** What `consoleIn` comes to with the browsers that are here. */
async function consoleInHere({ env, files, settings, programs }: Context): Promise<ConsoleFact | undefined> {
  const consoleIn = consoleInOf((await settings.load()).consoleIn);
  if (consoleIn === undefined || consoleIn.in === 'default') return undefined;
  const path = join(files.own.settings, 'settings.json');
  const [program] = consoleIn.in === 'command' ? (consoleIn.command ?? []) : [];
  if (program !== undefined) {
    const what = await (await programs.machine()).whyNotRun(program, outsideOf(env).environment);
    const remedy = 'Install it, or write its full path.';
    return { path, opener: program, ...(what !== undefined && { refused: { what, remedy } }) };
  }
  try {
    const way = consoleWayOf(consoleIn, await (await programs.consoles()).browsers(namedBrowser(consoleIn)));
    return { path, opener: 'browser' in way ? way.browser.title : consoleIn.in };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { title, todo = [] } = error.text;
    return { path, opener: consoleIn.in, refused: { what: title, remedy: todo.join(' ') } };
  }
}

/** This machine, as the checks of `doctor` look at it. @param offline the network may not be asked */
async function machineView(profiles: Profiles, context: Context, offline: boolean): Promise<MachineView> {
  const { env, files, clock, programs, sessions, shell } = context;
  return {
    profiles,
    machine: await programs.machine(),
    env,
    outside: outsideOf(env).environment,
    now: clock.now(),
    offline,
    paths: { ...files.aws, ...files.own },
    sessions: sessions.keeping,
    mfaAsk: () => mfaAskOf(context),
    consoleIn: () => consoleInHere(context),
    storedKeys: () => storedKeysOf(profiles, context, offline),
    platform: process.platform,
    shell: shell.current,
    read: (path) => files.read(path).catch(() => undefined),
  };
}
