import assert from 'node:assert/strict';
import { test } from 'node:test';
import chalk from 'chalk';
import { Cancelled } from '../../source/problem.ts';
import type { UiPreferences } from '../../source/ui/core/ports.ts';
import { noon, noPreferences, portsOf, question, refusal } from './helpers/ports.ts';
import { companyRoles, manyRoles, role } from './helpers/roles.ts';
import { key, screen } from './helpers/screen.ts';

const picker = { at: 'picker', filter: '' } as const;
const roles = companyRoles();

test('a role without a code: Enter, and it is open', async () => {
  const ui = screen(picker, portsOf({ roles }));
  await ui.sees('Mary’s sandbox');
  ui.type('sandbox');
  await ui.sees('1 of');
  ui.type(key.enter);
  const result = await ui.result;
  assert.ok(result.tag === 'opened' && result.session.profile === 'dev-mary' && result.entry === 'subshell');
});

test('a role with a code: a wrong one, then the right one', async () => {
  const ui = screen(picker, portsOf({ roles }));
  await ui.sees('Data lake');
  ui.type('lake\r');
  await ui.sees('Code from mary-phone');
  ui.type('111111');
  await ui.sees('That code was not accepted. Attempt 2.');
  ui.type('123456');
  assert.equal((await ui.result).tag, 'opened');
});

test('confirm: a long name is shown whole, and the end of what is typed of it', async () => {
  const name = 'payments-production-eu-central-1-administrator-break-glass';
  const guarded = [role(name, { confirm: true })];
  const ui = screen(picker, portsOf({ roles: guarded }), { columns: 40, rows: 12 });
  await ui.sees('payments');
  ui.type(key.enter);
  const text = await ui.sees('Type to switch to it:');
  assert.ok(text.replace(/\s/g, '').includes(name), text);
  ui.type(name);
  await ui.sees('break-glass▏');
  ui.type('x');
  await ui.sees('break-glassx▏');
  await ui.leave();
});

test('a pasted code', async () => {
  const ui = screen(picker, portsOf({ roles }));
  ui.type('lake\r');
  await ui.sees('Code from');
  ui.type(key.paste('123 456\n'));
  assert.equal((await ui.result).tag, 'opened');
});

test('straight to a role: no list', async () => {
  const ui = screen({ at: 'open', profile: 'data-lake' }, portsOf({ roles }));
  const first = await ui.sees('Code from');
  assert.doesNotMatch(first, /type to search/);
  ui.type(key.esc);
  assert.deepEqual(await ui.result, { tag: 'cancelled', passedOver: true });
});

test('a name has to be typed where the profile wants it', async () => {
  const ui = screen(picker, portsOf({ roles }));
  ui.type(key.enter);
  await ui.sees('Type prod-admin to switch to it.');
  ui.type('prod-adm');
  ui.type(key.enter);
  await ui.sees('That is not the name.');
  ui.type('in');
  ui.type(key.enter);
  await ui.sees('Code from');
  await ui.leave();
});

test('refused: what to do, back to the list, and out with the problem', async () => {
  const ui = screen(picker, portsOf({ roles }));
  ui.type('legacy\r');
  await ui.sees('You may not switch to Ops');
  ui.type(key.enter);
  await ui.sees('1 of');
  ui.type(key.enter);
  await ui.sees('You may not switch to Ops');
  ui.type('q');
  assert.deepEqual(await ui.result, { tag: 'failed', problem: refusal });
});

test('ctrl+c: cancelled, and what was on its way is told', async () => {
  const signals: AbortSignal[] = [];
  const open = (_: string, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return new Promise<never>(() => undefined);
  };
  const ui = screen(picker, portsOf({ roles, open }));
  ui.type('lake\r');
  await ui.sees('Switching');
  assert.deepEqual(await ui.leave(), { tag: 'cancelled' });
  assert.ok(signals[0]?.aborted);
});

test('ctrl+c at the question: the asker hears of it', async () => {
  let heard: unknown;
  const ui = screen(
    picker,
    portsOf({
      roles,
      open: async (_, { ask }) => {
        await ask(question()).catch((error: unknown) => {
          heard = error;
        });
        throw new Cancelled();
      },
    }),
  );
  ui.type('lake\r');
  await ui.sees('Code from');
  assert.deepEqual(await ui.leave(), { tag: 'cancelled' });
  assert.ok(heard instanceof Cancelled);
});

test('cancelled by the domain: cancelled', async () => {
  const ui = screen(picker, portsOf({ roles, open: () => Promise.reject(new Cancelled()) }));
  ui.type('lake\r');
  assert.deepEqual(await ui.result, { tag: 'cancelled' });
});

test('a bug is thrown on, after the terminal was put back', async () => {
  const ui = screen(picker, portsOf({ roles, open: () => Promise.reject(new TypeError('bug')) }));
  ui.type('lake\r');
  await assert.rejects(ui.result, /bug/);
  assert.equal(ui.terminal.buffer.active.type, 'normal');
});

test('an error while drawing is thrown on as well', async () => {
  const bad = Object.defineProperty(role('bad'), 'mfa', {
    get: () => {
      throw new RangeError('bad row');
    },
  });
  const ui = screen(picker, portsOf({ roles: [bad] }));
  await assert.rejects(ui.result, /bad row/);
  assert.equal(ui.modes.at(-1), false);
});

test('the end of the input: cancelled', async () => {
  const ui = screen(picker, portsOf({ roles }));
  await ui.sees('rolecall');
  ui.input.end();
  assert.deepEqual(await ui.result, { tag: 'cancelled' });
});

test('raw from before the first frame: no key is echoed into it', async () => {
  const ui = screen(picker, portsOf({ roles }));
  await ui.sees('rolecall');
  assert.equal(ui.seenBeforeRaw(), '');
  await ui.leave();
});

test('what was typed before the UI began does not shift its first line', async () => {
  const ui = screen(picker, portsOf({ roles }), { echoed: '^[[B^[[B' });
  await ui.sees('mary · 1');
  assert.match(ui.lines()[0] ?? '', /^ rolecall .* mary · 111122223333$/);
  await ui.leave();
});

test('the terminal is left as it was found', async () => {
  const before = chalk.level;
  chalk.level = 2;
  const ui = screen(picker, portsOf({ roles }));
  await ui.sees('rolecall');
  assert.equal(ui.terminal.buffer.active.type, 'alternate');
  assert.ok(ui.terminal.modes.bracketedPasteMode);
  await ui.leave();
  await ui.misses('rolecall');
  assert.equal(ui.terminal.buffer.active.type, 'normal');
  assert.equal(ui.terminal.modes.bracketedPasteMode, false);
  assert.ok(ui.raw().lastIndexOf('\u001b[?25h') > ui.raw().lastIndexOf('\u001b[?25l'));
  assert.equal(ui.modes.at(-1), false);
  for (const event of ['readable', 'data', 'end', 'close']) {
    const left = ui.input.listeners(event).filter(({ name }) => !['onend', 'bound onceWrapper'].includes(name));
    assert.deepEqual(left, [], event);
  }
  assert.equal(ui.output.listenerCount('resize'), 0);
  assert.equal(chalk.level, 2);
  chalk.level = before;
});

test('a favourite is saved, and seen at once', async () => {
  let kept: UiPreferences = noPreferences;
  const savePreferences = async (change: (before: UiPreferences) => UiPreferences) => {
    kept = change(kept);
  };
  const ui = screen(picker, portsOf({ roles, savePreferences }));
  await ui.sees('Staging');
  ui.type(key.end);
  await ui.sees('❯     ystataws');
  ui.type(key.ctrlS);
  await ui.sees('Favourites');
  assert.deepEqual(kept.favourites, ['ystataws']);
  await ui.leave();
});

test('what could not be saved is said', async () => {
  const savePreferences = () => Promise.reject(new Error('disk full'));
  const ui = screen(picker, portsOf({ roles, savePreferences }));
  ui.type(key.ctrlS);
  await ui.sees('Not saved: disk full');
  await ui.leave();
});

test('time left is shown once it is known, and warm-up waits for the first frame', async () => {
  let warm = 0;
  let started = 0;
  const ui = screen(
    picker,
    portsOf({
      roles,
      cached: async () => ({ expiries: new Map([['data-lake', noon + 42 * 60_000]]), codeless: new Map() }),
      started: () => {
        assert.equal(warm, 0);
        started++;
      },
      warmUp: () => {
        warm++;
      },
    }),
  );
  assert.deepEqual([started, warm], [0, 0]);
  await ui.sees('42m');
  for (let tries = 0; tries < 400 && warm === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual([started, warm], [1, 1]);
  await ui.leave();
});

test('a used code says so, with a countdown; another code is sent at once', async () => {
  let now = noon;
  const ui = screen(
    picker,
    portsOf({
      roles,
      now: () => now,
      open: async (profile, { ask }) => {
        const code = await ask(question({ notBefore: noon + 20_000, attempt: 2, rejected: 'reused' }));
        assert.equal(code, '654321');
        return { profile, credentials: { accessKeyId: 'A', secretAccessKey: 'B' }, notes: [], cached: false };
      },
    }),
  );
  ui.type('lake\r');
  await ui.sees('That code has been used; the next one appears in 20 s');
  now += 5_000;
  await ui.sees('appears in 15 s');
  ui.type('654321');
  assert.equal((await ui.result).tag, 'opened');
});

test('the demo’s code is shown beside the prompt', async () => {
  const ui = screen(picker, portsOf({ roles, codeHint: async () => '246810' }));
  ui.type('lake\r');
  await ui.sees('the device shows 246810');
  await ui.leave();
});

test('resized live, from 20×6 to 400×100: as if it had begun at that size', async () => {
  const many = manyRoles(1000);
  const last = { at: 'picker', filter: '', preselect: many.at(-1)?.name ?? '' } as const;
  const ui = screen(last, portsOf({ roles: many }));
  await ui.sees('Media prod 999'.slice(0, 5));
  const sizes = [
    [20, 6],
    [400, 100],
    [40, 12],
    [120, 40],
    [37, 13],
    [20, 100],
    [400, 6],
  ] as const;
  for (const [columns, rows] of sizes) {
    ui.resize({ columns, rows });
    const fresh = screen(last, portsOf({ roles: many }), { columns, rows });
    await fresh.sees('❯');
    if (columns >= 36 && rows >= 13) await fresh.sees('MFA mary-phone');
    if (rows >= 8) await fresh.sees('mary');
    await ui.shows(fresh.text());
    await fresh.leave();
  }
  await ui.leave();
});

test('only what is seen is drawn', async () => {
  const ui = screen(picker, portsOf({ roles: manyRoles(10_000) }));
  await ui.sees('1 of 10,000');
  assert.ok(ui.raw().length < 20_000, `${ui.raw().length} characters`);
  await ui.leave();
});

test('nothing in a name steers the terminal', async () => {
  const nasty = role('evil', { displayName: 'evil\u001b[2J\u001b]0;x\u0007\u202etxt', description: 'a\nb' });
  const ui = screen(picker, portsOf({ roles: [nasty, role('good')] }));
  await ui.sees('evil�[2J�]0;x��txt');
  assert.ok(!ui.raw().includes('\u001b[2J'));
  await ui.leave();
});

test('selection without colour: a mark, and inverse', async () => {
  const ui = screen(picker, portsOf({ roles }), { colorDepth: 1 });
  await ui.sees('❯');
  assert.ok(ui.styleAt('Production').dim || ui.styleAt('❯').bold);
  ui.type('lake');
  await ui.sees('1 of 1 found');
  assert.deepEqual(ui.styleAt('Data '), {
    bold: true,
    underline: false,
    inverse: true,
    dim: false,
    color: undefined,
    background: undefined,
  });
  assert.ok(ui.styleAt('Data lake', 5).underline);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
  assert.doesNotMatch(ui.raw(), /\u001b\[(?:3[0-7]|4[0-7]|38|48|9[0-7])[;m]/);
  await ui.leave();
});

test('F1 is help where `?` is text, through Ink as well', async () => {
  const ui = screen(picker, portsOf({ roles }));
  ui.type('lake');
  await ui.sees('1 of 1 found');
  // What F1 and Ctrl+/ come as.
  ui.type('\u001f');
  await ui.sees('Select the role below');
  ui.type('\u001f');
  await ui.sees('1 of 1 found');
  await ui.leave();
});

test('the screen reader’s list: words, numbers, no alternate screen', async () => {
  const ui = screen(picker, portsOf({ roles }), { screenReader: true, columns: 100 });
  await ui.sees('1. Production, account 444455556666, role Admin, eu-west-1, guarded, asks for a code');
  assert.equal(ui.terminal.buffer.active.type, 'normal');
  ui.type('lake');
  await ui.sees('1 role.');
  ui.type(key.enter);
  await ui.sees('Code for Data lake, from mary-phone.');
  ui.type('123456');
  assert.equal((await ui.result).tag, 'opened');
});
