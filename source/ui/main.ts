// What the rest of the program draws with: bundled as one file, and loaded when something is drawn.
export { runProfileForm } from './forms/profile/run.tsx';
export { runRoleForm } from './forms/role/run.tsx';
export { runUi } from './run.tsx';

/** Settles when the layout engine is there: the bundle loads it beside everything else. */
export const ready: Promise<unknown> = Promise.resolve();
