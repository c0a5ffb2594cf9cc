import { changeSettings } from '../../../source/adapters/files/settings.ts';

/** Adds favourites one after another: DIRECTORY NAME… */
const [directory = '', ...names] = process.argv.slice(2);
for (const name of names) {
  await changeSettings(directory, (before) => ({ ...before, favourites: [...before.favourites, name] }));
}
