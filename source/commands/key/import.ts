import type { Context } from '../../context.ts';
import { importFromFiles } from '../../domain/access-keys/import/files.ts';
import { type ImportableKey, type KeyImport, namesIn, planFor } from '../../domain/access-keys/import/plan.ts';
import { type KeySource, keySources, type Vault } from '../../domain/access-keys/import/sources.ts';
import { importFromVault, vaultNames } from '../../domain/access-keys/import/vaults.ts';
import { places } from '../../domain/access-keys/known.ts';
import { storedKeyLine } from '../../domain/access-keys/line.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { countedInWords } from '../../domain/display/sentence.ts';
import { didYouMean, unreadableFile } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { leadsToStoredKey } from '../../domain/profiles/resolve/kind.ts';
import { done, type Outcome } from '../../outcome.ts';
import { keyImportAsText } from '../../output/key-import.ts';
import type { OwnPlace } from '../../ports/access-keys.ts';
import { confirm } from '../../ports/terminal.ts';
import { Cancelled, Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { importKeys } from './shared/import-keys.ts';

/** Stores the keys that lie in the files, or in a vault of another program: shown first, done when agreed to. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const source = readSource(args.value('from'));
  const place = readOwnPlace(args.value('in'));
  const profiles = await context.profiles.load();
  const unreadable = unreadableFile(profiles);
  if (unreadable !== undefined) throw unreadable;
  if (source === 'credentials' && profiles.config.path === profiles.credentials.path) throw oneFile(profiles);
  const { program } = await context.shell.installation();
  const lineOf = (name: string) => storedKeyLine(program, name);
  const whole = await planFrom(source, profiles, lineOf, context);
  const { plan, unknown } = planFor(whole, args.positionals, (name) => isImported(name, profiles, context));
  if (unknown.length > 0) throw unknownKeys(unknown, whole, source, profiles);
  const { output, terminal } = context;
  output.write(keyImportAsText(plan, { source, colors: output.colors('out') }));
  const isAgreed = args.flag('write') || args.flag('yes');
  // Of keys that were named, none may stay without a word to scripts.
  const stays = plan.conflicts.length + (args.positionals.length > 0 ? plan.left.length : 0);
  const ended: Outcome = stays > 0 && isAgreed ? { tag: 'done', exitCode: 1 } : done;
  if (plan.keys.length === 0) {
    output.writeError(namesIn(plan).length === 0 ? `${nothingIn(source, profiles)}\n` : 'There is nothing to do.\n');
    return ended;
  }
  if (!isAgreed) {
    const answer = await confirm(terminal, `Import ${counted(plan.keys)} as shown?`, 'no');
    if (answer === false) throw new Cancelled();
    if (answer === undefined) {
      output.writeError('Nothing was changed. Add --write to do it.\n');
      return done;
    }
  }
  const failed = await importKeys(plan.keys, { source, place, lineOf, profiles }, context);
  return failed ? { tag: 'done', exitCode: 1 } : ended;
}

/** The lines and the keys of a profile would stand under one header there, or under two that readers take differently. */
function oneFile({ config }: Profiles): Problem {
  return new Problem({
    code: 'one-file',
    title: `${config.path} is both your config file and your credentials file, and rolecall moves no keys out of it.`,
    todo: [
      'Set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to two files.',
      'Or remove the two lines by hand, and store the key: rolecall key add NAME',
    ],
  });
}

/** Whether a key is stored, and its profile leads to it. */
function isImported(name: string, profiles: Profiles, { accessKeys }: Context): boolean {
  const profile = profiles.get(name);
  return profile !== undefined && leadsToStoredKey(profile, profiles) && accessKeys.known().has(name);
}

function readSource(given: string | undefined): KeySource {
  const source = keySources.find((each) => each === given);
  if (source !== undefined) return source;
  throw wrongUsage(
    given === undefined
      ? 'rolecall key import needs to know where the keys are.'
      : `Keys cannot be imported from ${given}.`,
    `rolecall key import --from ${keySources.join('|')}`,
  );
}

function readOwnPlace(given: string | undefined): OwnPlace | undefined {
  if (given === undefined || given === 'keychain' || given === 'file') return given;
  const isOther = places.some((place) => place === given);
  throw wrongUsage(
    `--in ${given} cannot be used for an import.`,
    isOther
      ? 'A key that a command prints needs no import: rolecall key add NAME --command COMMAND'
      : 'The places are keychain and file.',
  );
}

async function planFrom(
  source: KeySource,
  profiles: Profiles,
  lineOf: (name: string) => string,
  { accessKeys, programs }: Context,
): Promise<KeyImport> {
  const known = accessKeys.known();
  if (source === 'credentials') return importFromFiles(profiles, known, lineOf);
  const { code, out } = await programs.vault(source);
  if (code !== 0) throw listFailed(source, code);
  return importFromVault(source, vaultNames(out), { profiles, known }, lineOf);
}

function listFailed(vault: Vault, code: number | null): Problem {
  return new Problem({
    code: 'vault-failed',
    title: `${vault} did not list its keys.`,
    means: code === null ? 'It was killed by a signal.' : `It exited with ${code}.`,
    todo: ['Its own message is above.'],
  });
}

function unknownKeys(unknown: readonly string[], plan: KeyImport, source: KeySource, profiles: Profiles): Problem {
  const [name = ''] = unknown;
  const where = source === 'credentials' ? `${profiles.credentials.path} or ${profiles.config.path}` : source;
  const near = didYouMean(name, namesIn(plan));
  return wrongUsage(
    `There is no access key for ${unknown.join(', ')} in ${where}.`,
    near ?? 'Without a name, rolecall key import shows all keys that are there.',
    source === 'granted' ? { means: "A wrong passphrase for Granted's store also looks like no key." } : {},
  );
}

function nothingIn(source: KeySource, { config, credentials }: Profiles): string {
  if (source === 'credentials') return `There is no access key in ${plain(credentials.path)} or ${plain(config.path)}.`;
  const more = source === 'granted' ? ' A wrong passphrase for its store looks the same.' : '';
  return `${source} names no access key.${more}`;
}

const counted = (keys: readonly ImportableKey[]): string => countedInWords(keys.length, 'key');
