/** A role's ARN taken apart. */
export type RoleArn = {
  readonly partition: string;
  /** 12 digits. */
  readonly accountId: string;
  /** With slashes at both ends: `/`, `/team/`. */
  readonly path: string;
  /** Without the path. */
  readonly name: string;
};

const ROLE = /^arn:(aws[a-z-]*):iam::(\d{12}):role(\/(?:[!-~]+\/)?)([\w+=,.@-]+)$/;
const longestName = 64;
const MFA = /^arn:aws[a-z-]*:iam::\d{12}:(mfa|u2f|sms-mfa)\/([!-~]+)$/;

/** @returns undefined for anything that is not the ARN of an IAM role */
export function parseRoleArn(arn: string): RoleArn | undefined {
  const found = ROLE.exec(arn);
  // By index: taking an array apart by pattern costs several times as much, and a list does this a thousand times.
  return found === null || (found[4] as string).length > longestName
    ? undefined
    : {
        partition: found[1] as string,
        accountId: found[2] as string,
        path: found[3] as string,
        name: found[4] as string,
      };
}

export function formatRoleArn({ partition, accountId, path, name }: RoleArn): string {
  return `arn:${partition}:iam::${accountId}:role${path}${name}`;
}

/** What kind of device a serial number names: STS takes codes of `totp` alone. */
export type MfaSerial = {
  readonly kind: 'totp' | 'fido' | 'sms' | 'malformed';
  /** What a person calls it: the last part of an ARN, else the serial itself. */
  readonly label: string;
};

/** @param serial `mfa_serial`: the ARN of a virtual or FIDO device, or the number on a hardware one */
export function parseMfaSerial(serial: string): MfaSerial {
  const [, type, device] = MFA.exec(serial) ?? [];
  const label = device?.slice(device.lastIndexOf('/') + 1) || serial;
  if (type === 'u2f') return { kind: 'fido', label };
  if (type === 'sms-mfa') return { kind: 'sms', label };
  if (type === 'mfa') return { kind: 'totp', label };
  const hardware = /^[\w+=,.@-]{9,256}$/.test(serial);
  return { kind: hardware ? 'totp' : 'malformed', label };
}
