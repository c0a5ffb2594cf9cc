/**
 * What a shell says of a program that a signal has ended: 128 and the signal's number.
 * Not imported: Node takes half a millisecond to get its list of signals ready, and few programs end that way.
 */
export const exitCodeOf = (signal: NodeJS.Signals): number =>
  128 + process.getBuiltinModule('node:os').constants.signals[signal];
