/** UTF-16 units that the grammar of the files turns on. */
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const HASH = 35;
export const SEMICOLON = 59;
