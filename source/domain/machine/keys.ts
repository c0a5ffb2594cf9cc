import { endingOf } from '../profiles/resolve/identity.ts';
import { hasKeys } from '../profiles/resolve/kind.ts';
import type { MachineCheck } from './view.ts';

/** Temporary keys in the files that have ended. */
export const endedKeyFindings: MachineCheck = async ({ profiles, now }) =>
  profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    const ending = profile && hasKeys(profile) ? endingOf(profile) : undefined;
    if (ending === undefined || ending.time >= now) return [];
    return {
      code: 'keys-ended',
      severity: 'warning' as const,
      where: `${ending.at.file}:${ending.at.line}`,
      what: `The temporary keys of ${name} have ended: ${ending.key} = ${ending.value}.`,
      remedy: 'Get new ones with the program that wrote them.',
    };
  });
