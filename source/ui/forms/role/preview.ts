import { consoleLimits } from '../../../domain/roles/definition.ts';
import { emptyDraft, type RoleDraft, readDraft } from '../../../domain/roles/draft.ts';
import { admissionSentence, admissionsOf } from '../../../domain/roles/trust/describe.ts';
import { formatPolicy, trustPolicy } from '../../../domain/roles/trust/policy.ts';
import { warningsOf } from '../../../domain/roles/trust/warnings.ts';
import type { PreviewLine } from '../field.ts';

/**
 * The trust policy as far as it can be told, and what it means.
 * @param own the account the role is for, where it is known
 */
export function previewRole(draft: RoleDraft, own: string | undefined): readonly PreviewLine[] {
  const principals = principalsOf(draft, own);
  const trust = { principals: principals ?? ['…'], requireMfa: draft.mfa, externalId: draft.externalId || undefined };
  const document = trustPolicy(trust);
  const meaning =
    principals === undefined
      ? []
      : [
          ...admissionsOf(document, own).map((each) => line('muted', admissionSentence(each))),
          ...warningsOf(document).map(({ level, text }) => line(level === 'open' ? 'bad' : 'warn', text)),
        ];
  return [
    ...formatPolicy(document)
      .replaceAll('    ', '  ')
      .split('\n')
      .map((text) => line('plain', text)),
    line('plain', ''),
    ...meaning,
    ...consoleLimits({ ...draft, trust }).map((text) => line('warn', text)),
  ];
}

const line = (tone: PreviewLine['tone'], text: string): PreviewLine => ({ tone, text });

/** Whom the draft trusts, whatever is still wrong with its other fields. */
function principalsOf({ trusted }: RoleDraft, own: string | undefined): readonly string[] | undefined {
  const read = readDraft({ ...emptyDraft, name: 'role', trusted }, own);
  return read.faults === undefined ? read.definition.trust.principals : undefined;
}
