import type { MachineCheck } from './view.ts';

/** What opens consoles by the settings, and whether it can. */
export const consoleInFindings: MachineCheck = async ({ consoleIn }) => {
  const found = await consoleIn();
  if (found === undefined) return [];
  const { opener, path: where, refused } = found;
  if (refused === undefined)
    return [{ code: 'console-in', severity: 'fine', where, what: `${opener} opens consoles: consoleIn.`, remedy: '' }];
  const what = `consoleIn cannot open consoles. ${refused.what}`;
  return [{ code: 'console-in-missing', severity: 'error', where, what, remedy: refused.remedy }];
};
