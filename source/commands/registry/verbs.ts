import type { Load, Run } from './command.ts';

/** The table that describes the verbs knows nothing of their code, so that every verb can read it. */
const verbs: Readonly<Record<string, Load>> = {
  switch: () => import('../open/switch.ts'),
  exec: () => import('../open/exec.ts'),
  list: () => import('../explain/list.ts'),
  export: () => import('../open/export.ts'),
  'credential-process': () => import('../open/credential-process.ts'),
  refresh: () => import('../open/refresh.ts'),
  off: () => import('../open/off.ts'),
  renew: () => import('../open/renew.ts'),
  forget: () => import('../open/forget.ts'),
  init: () => import('../setup/init.ts'),
  completion: () => import('../setup/completion.ts'),
  help: () => import('../setup/help.ts'),
  demo: () => import('../setup/demo.ts'),
  login: () => import('../portals/login.ts'),
  show: () => import('../explain/show.ts'),
  status: () => import('../explain/status.ts'),
  doctor: () => import('../explain/doctor.ts'),
  add: () => import('../profiles/add.ts'),
  edit: () => import('../profiles/edit.ts'),
  remove: () => import('../profiles/remove.ts'),
  import: () => import('../profiles/import.ts'),
  link: () => import('../profiles/link.ts'),
  role: () => import('../role/role.ts'),
  console: () => import('../open/console.ts'),
};

/** The code of a verb, loaded when it is run. @param name as in the table */
export async function loadVerb(name: string): Promise<{ readonly run: Run }> {
  const load = verbs[name];
  if (load === undefined) throw new Error(`Nothing is behind the verb ${name}.`);
  return load();
}
