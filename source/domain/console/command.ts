import { Problem } from '../../problem.ts';
import { own } from '../own.ts';
import type { ConsoleRole } from './role.ts';
import { commandPlaceholders } from './where.ts';

type Command = readonly [string, ...string[]];

const pattern = new RegExp(`\\{(${commandPlaceholders.join('|')})\\}`, 'g');

/** A word that is an address itself: what is put into it is escaped, and it takes the address of the console, not a file. */
const isAddress = (word: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(word) && !word.startsWith('{');

/** Does the command put the address of the console into another address? */
export const holdsAddress = ([, ...words]: Command): boolean =>
  words.some((word) => word.includes('{url}') && isAddress(word));

/**
 * The command that opens a console. No shell reads it.
 * @param url of the console, or of a page of ours
 * @throws Problem where the name of a role would become an option
 */
export function filledCommand([file, ...words]: Command, url: string, role: ConsoleRole): Command {
  const { profile, account = '', role: roleName = '', color, name } = role;
  const values = { url, profile, account, role: roleName, color, name };
  return [
    file,
    ...words.map((word) => {
      const value = (key: string): string => own(values, key) ?? '';
      if (isAddress(word)) return word.replaceAll(pattern, (_, key: string) => encodeURIComponent(value(key)));
      const filled = word.replaceAll(pattern, (_, key: string) => value(key));
      if (filled.startsWith('-') && !word.startsWith('-')) throw wouldBeOption(filled);
      return filled;
    }),
  ];
}

/** What others call their accounts and roles must not steer a program of the person's. */
function wouldBeOption(word: string): Problem {
  return new Problem({
    code: 'console-command-option',
    title: `The command in consoleIn would take ${word} for an option.`,
    todo: ['Put something before the name: "--name={name}" instead of "{name}".'],
  });
}
