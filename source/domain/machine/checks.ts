import type { MachineFinding } from '../profiles/findings/finding.ts';
import { clockFindings } from './clock.ts';
import { environmentFindings } from './environment.ts';
import { fileFindings } from './files.ts';
import { consoleInFindings, mfaAskFindings } from './named-programs.ts';
import { proxyFindings, proxyVariableFindings } from './proxies.ts';
import { sessionFindings } from './sessions.ts';
import { driftFindings, shellFindings } from './shells.ts';
import { endedKeyFindings, storedKeyFindings } from './stored-keys.ts';
import type { MachineCheck, MachineView } from './view.ts';

/** Every check of the machine, in the order of the report. */
const machineChecks: readonly MachineCheck[] = [
  fileFindings,
  environmentFindings,
  endedKeyFindings,
  storedKeyFindings,
  driftFindings,
  sessionFindings,
  mfaAskFindings,
  consoleInFindings,
  proxyVariableFindings,
  clockFindings,
  proxyFindings,
  shellFindings,
];

/** What is wrong around the configuration. */
export async function machineFindings(view: MachineView): Promise<readonly MachineFinding[]> {
  return (await Promise.all(machineChecks.map((check) => check(view)))).flat();
}
