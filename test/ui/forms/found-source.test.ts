import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../source/domain/profiles/edit/draft.ts';
import { runProfileForm } from '../../../source/ui/forms/profile.ts';
import { account, inventory, one, profilesOf, session } from '../../domain/portals/found/world.ts';
import { key, memoryTerminal } from './terminal.ts';

const profiles = profilesOf(session('corp'), [inventory('corp', [account(one, 'prod', 'Admin')])]);
const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=team/walk&color=B7CA9D';

/** The form of a role that starts from a found one. */
async function open(size: { columns?: number; rows?: number; screenReader?: boolean } = {}) {
  const screen = memoryTerminal(size);
  const draft = { ...emptyDraft, 'source-profile': `corp:${one}/Admin` };
  const result = runProfileForm(screen.terminal, { draft, before: undefined, fixed: [], profiles });
  await screen.sees('A new profile');
  return { ...screen, result };
}

test('the preview shows the section and that of its source, or says so in words; a pasted link is the role with its look', async () => {
  for (const [columns, rows] of [
    [110, 30],
    [80, 24],
  ] as const) {
    const form = await open({ columns, rows });
    form.type(`spoke${key.enter}`);
    form.type(`\u001b[200~${link}\n\u001b[201~`);
    const text = await form.sees('becomes spoke: walk');
    assert.match(text, /\[profile spoke\].*role_arn = arn:aws:iam::444455556666:role\/.*source_profile = prod\/Admin/s);
    assert.match(text.replace(/\s+/g, ' '), /Adds prod\/Admin too: Admin in 111122223333, found in corp\./);
    if (rows === 30) assert.match(text, /\[profile prod\/Admin\].*sso_session = corp.*rolecall_source = corp/s);
    form.type(key.ctrlS);
    const filled = await form.result;
    assert.deepEqual(
      [filled?.['role-arn'], filled?.color, filled?.['source-profile']],
      ['arn:aws:iam::444455556666:role/team/walk', '#b7ca9d', `corp:${one}/Admin`],
    );
  }
});

test('a pasted ARN is taken; a link without an account number says what to write', async () => {
  const form = await open({ columns: 110, rows: 30 });
  form.type(`spoke${key.enter}`);
  form.type(`\u001b[200~${link.replace('444455556666', 'acme')}\u001b[201~`);
  await form.sees('The link names its account by its alias');
  form.type(key.ctrlU);
  form.type('\u001b[200~ arn:aws:iam::444455556666:role/x \u001b[201~');
  await form.sees('becomes spoke: x in 444455556666');
  form.type(key.ctrlS);
  assert.equal((await form.result)?.['role-arn'], 'arn:aws:iam::444455556666:role/x');
});
