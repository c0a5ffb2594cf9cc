import type { Command } from './command.ts';
import { explainCommands } from './explain.ts';
import { keyCommand } from './key.ts';
import { mfaCommand } from './mfa.ts';
import { openCommands } from './open.ts';
import { portalCommands } from './portals.ts';
import { profileCommands } from './profiles.ts';
import { roleCommand } from './role.ts';
import { setupCommands } from './setup.ts';

/** Every verb. The first is what `rolecall` without a verb is. */
export const commands: readonly Command[] = [
  ...openCommands,
  ...explainCommands,
  ...profileCommands,
  ...portalCommands,
  keyCommand,
  mfaCommand,
  roleCommand,
  ...setupCommands,
];
