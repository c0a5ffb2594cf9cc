import { crowds } from './crowd.ts';
import { disks } from './disk.ts';
import type { Fault } from './fault.ts';
import { keyImports } from './keys.ts';
import { kills } from './kill.ts';
import { rotations } from './rotations.ts';
import { signIns } from './sign-ins.ts';

/** Everything that may happen to a machine while rolecall runs on it. */
export const faults: readonly Fault[] = [...kills, ...keyImports, ...rotations, ...disks, ...crowds, ...signIns];
