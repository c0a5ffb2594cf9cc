/**
 * The file of this program, as the system knows it. Noted when the program starts: once an update has put another file in
 * its place, the system only says that it was deleted.
 */
export const ownExecutable: string = process.execPath;
