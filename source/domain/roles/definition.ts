/** A role as its owner describes it, before it exists. */
export type RoleDefinition = {
  readonly name: string;
  /** `/`, or `/team/`. */
  readonly path: string;
  /** Empty for none. */
  readonly description: string;
  readonly tags: readonly RoleTag[];
  /** 3600 to 43200. */
  readonly maxSessionSeconds: number;
  readonly trust: Trust;
  /** Managed policies, AWS's and the account's own. */
  readonly policyArns: readonly string[];
  /** A managed policy that limits what the role's policies can give. */
  readonly boundaryArn: string | undefined;
};

export type RoleTag = { readonly key: string; readonly value: string };

/** Who may assume a role, as the console's "AWS account" page asks for it. */
export type Trust = {
  /** Account IDs (12 digits) and ARNs. */
  readonly principals: readonly string[];
  readonly requireMfa: boolean;
  readonly externalId: string | undefined;
};

export const shortestSession = 3600;
export const longestSession = 43_200;

/** Characters of path and name that the console's Switch Role page can take, the leading slash left out. */
const longestSwitchName = 64;

/** `team/ystataws`: what stands for the role in a switch-role link. */
export function switchName({ path, name }: Pick<RoleDefinition, 'path' | 'name'>): string {
  return `${path}${name}`.replace(/^\//, '');
}

/**
 * Why the console cannot switch to the role although the CLI and SDKs can.
 * @returns one sentence for each reason, none where it can
 */
export function consoleLimits(role: {
  readonly path: string;
  readonly name: string;
  readonly trust: Pick<Trust, 'externalId'>;
}): readonly string[] {
  const length = switchName(role).length;
  return [
    ...(role.trust.externalId === undefined
      ? []
      : ['The console cannot switch to a role that wants an external ID; the CLI, the SDKs and rolecall can.']),
    ...(length > longestSwitchName
      ? [`The console switches to roles whose path and name have at most 64 characters; these have ${length}.`]
      : []),
  ];
}
