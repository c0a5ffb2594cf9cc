/**
 * The accounts and roles that a portal of IAM Identity Center gives a person, as they were found. It holds no secret.
 * Times in epoch milliseconds.
 */
export type Inventory = {
  /** Name of the `[sso-session]`, else the start URL: `signInId`. */
  readonly portal: string;
  readonly startUrl: string;
  /** When all accounts were last listed to the end; undefined before. */
  readonly accountsReadAt?: number;
  /** When the present whole reading began, until it has ended: accounts that were read since are not read again. */
  readonly passSince?: number;
  /** Who signed in: the session name of a role's ARN. Undefined before a role was opened. */
  readonly person?: string;
  /** ID of the client whose sign-in it was when the person was asked for; undefined after a new sign-in. */
  readonly personUnder?: string;
  readonly accounts: readonly FoundAccount[];
};

/** An account of a portal, with the roles the person has there. */
export type FoundAccount = {
  /** 12 digits. */
  readonly id: string;
  /** As the organization calls it; any text, and not always there. */
  readonly name?: string;
  readonly email?: string;
  /** When its roles were last listed to the end; undefined before. */
  readonly rolesReadAt?: number;
  /** Why its roles cannot be listed: the service answered 403 or 404 for this account. */
  readonly isRefused?: true;
  /** Since when it is known, where it came after the first listing. */
  readonly newSince?: number;
  /** Since when a whole listing lacks it. */
  readonly goneSince?: number;
  readonly roles: readonly FoundRole[];
};

/** A permission set that the person has in an account. */
export type FoundRole = {
  readonly name: string;
  /** Since when it is known, where it came after the first listing of its account, or with a new account. */
  readonly newSince?: number;
  /** Since when a whole listing lacks it. */
  readonly goneSince?: number;
};
