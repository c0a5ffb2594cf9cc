import type { Context } from '../../context.ts';
import { isNowhere } from '../../domain/profiles/nowhere.ts';
import type { ProfileFile } from '../../domain/profiles/profile.ts';
import { Problem } from '../../problem.ts';

/** For what is to be written down at its end. @throws Problem where nothing can be added to the config file */
export async function checkConfigWritable({ profiles }: Pick<Context, 'profiles'>): Promise<void> {
  const { path } = (await profiles.load()).config;
  if (!isNowhere(path)) return profiles.checkWritable('config');
  throw new Problem({
    code: 'config-nowhere',
    title: `AWS_CONFIG_FILE names ${path}, where nothing can be saved.`,
    todo: ['Unset it, or name a file.'],
  });
}

/** The same, where the change is known. Nothing is written. @throws Problem also where the change cannot be made */
export async function checkConfigChange(
  change: (file: ProfileFile) => string,
  context: Pick<Context, 'profiles'>,
): Promise<void> {
  await checkConfigWritable(context);
  change((await context.profiles.load()).config);
}
