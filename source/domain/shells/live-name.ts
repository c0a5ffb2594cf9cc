/** The file name of a live role's configuration. @param isServed its keys come from a server, not from a command */
export const liveConfigName = (requestId: string, isServed: boolean): string =>
  `${isServed ? 'served' : 'config'}-${requestId}`;

/** The profile's name in a live configuration: hexadecimal, so that no program reads it as code. */
export function liveProfile(requestId: string): string {
  return `rolecall-live-${requestId.slice(0, 16)}`;
}

/** Is this the name of a profile that {@link liveProfile} made? */
export function isLiveProfile(name: string): boolean {
  return /^rolecall-live-[0-9a-f]+$/.test(name);
}
