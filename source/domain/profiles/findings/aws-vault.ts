import { unlessProblem } from '../../../problem.ts';
import { capitalized, listed } from '../../display/sentence.ts';
import { pasteWord } from '../../shells/paste.ts';
import { writtenOut } from '../import/aws-vault.ts';
import { placeOf, settingOf } from '../lookup.ts';
import { didYouMean } from '../names.ts';
import type { Profile, Profiles } from '../profile.ts';
import { resolveChain } from '../resolve/chain.ts';
import { cliRefusal, takenForCli } from '../resolve/cli-reading.ts';
import { kindOf, leadsOn } from '../resolve/kind.ts';
import { asOpened, includedBy, includesOf, lenderOf } from '../resolve/taken-over.ts';
import { type Finding, noteAt, type ProfileCheck, warningAt } from './finding.ts';

/** What aws-vault and rolecall read differently from the AWS CLI, and what each makes of it. */
export const awsVaultFindings: ProfileCheck = (profile, profiles) => [
  ...includeFindings(profile, profiles),
  ...readingFindings(profile, profiles),
  ...keyFindings(profile, profiles),
];

const placeOfInclude = (profile: Profile) =>
  settingOf(profile, 'include_profile') ?? settingOf(profile, 'parent_profile') ?? profile;

/** Profiles to be included that are not there, or include one another. */
function includeFindings(profile: Profile, profiles: Profiles): Finding[] {
  const last = includesOf(profile, profiles).at(-1) ?? profile;
  const name = includedBy(last);
  if (name === undefined) return emptyFinding(profile, profiles);
  // Of several profiles that lead here the one whose line it is tells of it.
  if (profiles.get(name) !== undefined) {
    const what = `The profiles that ${profile.name} includes lead back to themselves: aws-vault refuses that, and rolecall stops there.`;
    return [warningAt(profile, placeOfInclude(profile), 'include-loop', what, 'Remove one of the lines.')];
  }
  const what = `${last.name} includes ${name}, but there is no such profile: nothing is included.`;
  const remedy = didYouMean(name, profiles.names) ?? 'Correct the name, or remove the line.';
  return [warningAt(last, placeOfInclude(last), 'include-missing', what, remedy)];
}

/** A profile that includes another and leads to no credentials all the same, unless it is there for others. */
function emptyFinding(profile: Profile, profiles: Profiles): Finding[] {
  const [included] = includesOf(profile, profiles);
  const opened = asOpened(profile, profiles);
  const isEmpty = kindOf(opened, profiles) === 'other' && leadsOn(opened, 'other') === undefined;
  if (included === undefined || !isEmpty || isIncluded(profile, profiles)) return [];
  const what = `${profile.name} includes ${included.name} and leads to no credentials: access keys are never included from another profile.`;
  const remedy = `Name a source_profile; or, if its own key is in aws-vault: rolecall key import --from aws-vault ${pasteWord(profile.name, 'NAME')}`;
  return [noteAt(profile, placeOfInclude(profile), 'include-without-credentials', what, remedy)];
}

/** A profile that the AWS CLI opens differently, or not at all. */
function readingFindings(profile: Profile, profiles: Profiles): Finding[] {
  const opened = asOpened(profile, profiles);
  const taken = [...takenForCli(profile, opened, profiles).keys()];
  const refusal = cliRefusal(profile, profiles);
  if (refusal === undefined && taken.length === 0) return [];
  const next = leadsOn(opened, kindOf(opened, profiles));
  // One that others include is there for that.
  if (next !== undefined && isIncluded(profile, profiles)) return [];
  // What nobody opens is told of as such.
  if (unlessProblem(() => resolveChain(profiles, profile.name)) === undefined) return [];
  const cli =
    refusal === undefined
      ? `The AWS CLI opens ${profile.name} without ${listed(taken)}`
      : `The AWS CLI cannot open ${profile.name}: ${refusal}`;
  const place = includedBy(profile) === undefined ? profile : placeOfInclude(profile);
  const what = `${cli}. ${oursOf(profile, opened, taken, profiles)}`;
  const remedy = next === undefined ? remedyOf(profile, taken, profiles) : `With the AWS CLI, use ${next} itself.`;
  return [noteAt(profile, place, 'aws-vault-reading', what, remedy)];
}

/** What makes the AWS CLI read it alike: an import, where that can. */
function remedyOf(profile: Profile, taken: readonly string[], profiles: Profiles): string {
  if (profile.at.file !== profiles.config.path) {
    return `It is only in ${profiles.credentials.path}: write ${listed(taken)} there for the AWS CLI.`;
  }
  const written = writtenOut(profile, profiles);
  if (written === undefined) return 'Fix the profile that it starts from.';
  if ('settings' in written) return 'To make it work in the AWS CLI as well: rolecall import --from aws-vault';
  return `${capitalized('left' in written ? written.left : written.why)}.`;
}

const isIncluded = (profile: Profile, profiles: Profiles): boolean =>
  profiles.names.some((name) => {
    const other = profiles.get(name);
    return other !== undefined && includedBy(other) === profile.name;
  });

function oursOf(profile: Profile, opened: Profile, taken: readonly string[], profiles: Profiles): string {
  const lenders = [...new Set(taken.map((key) => lenderOf(opened, key)?.name ?? ''))];
  if (taken.length > 0) {
    return `Here it takes ${listed(taken)} from ${listed(lenders)}, as aws-vault does.`;
  }
  const kind = kindOf(opened, profiles);
  const next = leadsOn(opened, kind);
  if (next !== undefined) return `Here it continues to ${next}, as aws-vault does.`;
  if (kind === 'web-identity') return 'rolecall runs web_identity_token_process for a token, as aws-vault does.';
  if (profiles.storesKey(profile.name))
    return 'rolecall uses the access key that it stores under that name, as aws-vault does.';
  return 'rolecall goes through it, as aws-vault does.';
}

/** A key that is stored by the name of a role which names another source. */
function keyFindings(profile: Profile, profiles: Profiles): Finding[] {
  const source = settingOf(profile, 'source_profile');
  if (source === undefined || source.value === profile.name || kindOf(profile, profiles) !== 'role') return [];
  if (!profiles.storesKey(profile.name)) return [];
  const what = `An access key is stored as ${profile.name}, and aws-vault would assume its role with that; rolecall and the AWS CLI use ${source.value}.`;
  const remedy = `If you mean that key, remove source_profile; otherwise remove the key: rolecall key list shows it.`;
  return [noteAt(profile, { at: placeOf(profile, 'source_profile') }, 'key-beside-source', what, remedy)];
}
