/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What entering a role changes outside: unset means gone, not empty. */
export type EnvironmentChange = {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
};

/** The environment after a change; nothing else is touched. */
export function applyChange(before: Environment, change: EnvironmentChange): Record<string, string> {
  const after: Record<string, string> = {};
  for (const [name, value] of Object.entries(before)) if (value !== undefined) after[name] = value;
  for (const name of change.unset) delete after[name];
  return Object.assign(after, change.set);
}
