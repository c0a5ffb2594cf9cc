import type { ProfileDraft } from '../../../domain/profiles/edit/draft.ts';
import type { UiTerminal } from '../../core/ports.ts';
import { runForm } from '../run.tsx';
import { draftOf, valuesOf } from './fields.ts';
import { type ProfileForm, profileForm } from './spec.ts';

/** Lets the person describe a role profile. @returns undefined where they left */
export async function runProfileForm(terminal: UiTerminal, form: ProfileForm): Promise<ProfileDraft | undefined> {
  const values = await runForm(terminal, profileForm(form), valuesOf(form.draft), {
    offer: () => '',
    items: async () => undefined,
  });
  return values && draftOf(values, form.draft);
}
