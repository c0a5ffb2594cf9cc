import type { Context } from '../../../context.ts';
import type { ProfileDraft } from '../../../domain/profiles/edit/draft.ts';
import { Cancelled } from '../../../problem.ts';
import type { ProfileForm } from '../../../ui/forms/profile/form.ts';

/**
 * Lets the person fill in a profile.
 * @returns undefined where nobody sits at a terminal
 * @throws Cancelled where they left
 */
export async function fillInProfile(context: Context, form: ProfileForm): Promise<ProfileDraft | undefined> {
  const terminal = await context.openTerminal();
  if (terminal === undefined) return undefined;
  try {
    const { runProfileForm } = await context.ui();
    const filled = await runProfileForm(terminal, form);
    if (filled === undefined) throw new Cancelled();
    return filled;
  } finally {
    terminal.close();
  }
}
