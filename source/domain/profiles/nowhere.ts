/** The device that is always empty, which people name where they want a tool to have no file. */
export const isNowhere = (path: string): boolean => path === '/dev/null' || /^(\\\\\.\\)?nul$/i.test(path);
