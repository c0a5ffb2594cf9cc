import { plain } from '../../display/sanitize.ts';
import { pasteWord } from '../../shells/paste.ts';
import { deviceOf } from '../code.ts';
import type { AddStep } from './add.ts';

/** Of which device, for whose profile, and under which name if the person gave one. */
type Of = { readonly serial: string; readonly profile: string; readonly name?: string | undefined };

/** What a person reads of a step, as sentences. */
export function stepWords(step: AddStep, { serial, profile, name }: Of): string {
  const label = plain(deviceOf(serial).label);
  const isLeft = `${label} is still at AWS, not enabled`;
  const again = `rolecall mfa add ${pasteWord(profile, 'PROFILE')}`;
  // A run without the name takes another one.
  const command = name === undefined ? again : `${again} --name ${pasteWord(name, 'NAME')}`;
  const words: Readonly<Record<AddStep, string>> = {
    'removed unfinished': `Removed ${label}, which had been created but never enabled.`,
    'kept unfinished': `${label} had been created but never enabled; it stays, since this user may not delete it.`,
    made: `Created ${label}.`,
    'taken back': `Deleted ${label} again; nothing is left of it.`,
    'left behind': `${isLeft}, and could not be deleted. The next ${command} will delete it.`,
    'not allowed to delete': `${isLeft}; this user may not delete it. Someone who may can run: aws iam delete-virtual-mfa-device --serial-number ${pasteWord(serial, 'SERIAL')}`,
  };
  return words[step];
}
