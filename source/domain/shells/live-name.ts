/** The file name of a live role's configuration. @param isServed its keys come from a server, not from a command */
export const liveConfigName = (requestId: string, isServed: boolean): string =>
  `${isServed ? 'served' : 'config'}-${requestId}`;
