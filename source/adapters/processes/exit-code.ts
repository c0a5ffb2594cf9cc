/**
 * What a shell says of how a program ended: its own status, or 128 and the number of the signal that ended it.
 * The list of signals is not imported: it takes half a millisecond to get ready, and few programs end that way.
 */
export const exitCodeOf = (status: number | null, signal: NodeJS.Signals | null): number =>
  signal ? 128 + process.getBuiltinModule('node:os').constants.signals[signal] : (status ?? 1);
