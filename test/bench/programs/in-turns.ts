import { processTime, sideBySide } from '../measure.ts';

// Runs commands in turns, where they are run from has to be inside something: a login. Prints the times of each.
const [rounds, commands] = process.argv.slice(2) as [string, string];
const env = process.env as Record<string, string>;
const contenders = (JSON.parse(commands) as [string, ...string[]][]).map((command) => ({
  name: command.join(' '),
  once: () => processTime(command, env),
}));
const figures = await sideBySide(contenders, Number(rounds));
console.log(JSON.stringify(figures.map(({ times }) => times)));
