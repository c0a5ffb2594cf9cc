import type { MachineCheck } from './view.ts';

/** Who is asked for MFA codes by the settings, and whether there is such a program. */
export const mfaAskFindings: MachineCheck = async ({ mfaAsk }) => {
  const found = await mfaAsk();
  if (found === undefined) return [];
  const { program, why, path: where } = found;
  if (why === undefined) {
    return [{ code: 'mfa-ask', severity: 'fine', where, what: `${program} asks for MFA codes: mfaAsk.`, remedy: '' }];
  }
  const what = `mfaAsk cannot ask for MFA codes. ${why}`;
  return [{ code: 'mfa-ask-missing', severity: 'error', where, what, remedy: 'Install it, or write its full path.' }];
};

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
