import type { Load, Run } from './command.ts';

/** The table that describes the verbs knows nothing of their code, so that every verb can read it. */
const verbs: Readonly<Record<string, Load>> = {
  switch: () => import('./switch.ts'),
  exec: () => import('./exec.ts'),
  list: () => import('./list.ts'),
  export: () => import('./export.ts'),
  'credential-process': () => import('./credential-process.ts'),
  refresh: () => import('./refresh.ts'),
  off: () => import('./off.ts'),
  renew: () => import('./renew.ts'),
  forget: () => import('./forget.ts'),
  init: () => import('./init.ts'),
  completion: () => import('./completion.ts'),
  help: () => import('./help.ts'),
  demo: () => import('./demo.ts'),
  login: () => import('./login.ts'),
  show: () => import('./show.ts'),
  status: () => import('./status.ts'),
  doctor: () => import('./doctor.ts'),
  add: () => import('./add.ts'),
  edit: () => import('./edit.ts'),
  remove: () => import('./remove.ts'),
  import: () => import('./import.ts'),
  link: () => import('./link.ts'),
  role: () => import('./role.ts'),
  console: () => import('./console.ts'),
};

/** The code of a verb, loaded when it is run. @param name as in the table */
export async function loadVerb(name: string): Promise<{ readonly run: Run }> {
  const load = verbs[name];
  if (load === undefined) throw new Error(`Nothing is behind the verb ${name}.`);
  return load();
}
