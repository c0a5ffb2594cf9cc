import type { Ini } from './ini.ts';
import type { Finding, ProfileFile } from './profile.ts';

/** What the AWS CLI or the JS SDK would refuse in a file, or read differently. */
export function grammarOf(_file: ProfileFile, _ini: Ini): readonly Finding[] {
  return [];
}
