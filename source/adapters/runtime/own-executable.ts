/** The file of this program. Read when the program starts: after an update replaced it, the system only says "deleted". */
export const ownExecutable: string = process.execPath;
