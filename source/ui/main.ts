// What the rest of the program draws with: loaded when something is drawn.
export { runProfileForm } from './forms/profile/form.ts';
export { runRoleForm } from './forms/role/run.tsx';
export { runUi } from './run.tsx';
