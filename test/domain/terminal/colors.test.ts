import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backgroundReader, screenIn } from '../../../source/domain/terminal/colors.ts';

describe('screenIn', () => {
  for (const [env, depth, background] of [
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 24, undefined],
    [{ TERM: 'xterm-direct', COLORFGBG: '15;0' }, 24, '#000000'],
    [{ TERM: 'screen-256color', COLORFGBG: '0;15' }, 8, '#ffffff'],
    [{ TERM: 'rxvt', COLORFGBG: '0;default;15' }, 4, '#ffffff'],
    [{ TERM: 'rxvt', COLORFGBG: '15;8' }, 4, '#000000'],
    [{ TERM: 'rxvt', COLORFGBG: '0;7' }, 4, '#ffffff'],
    [{ TERM: 'rxvt', COLORFGBG: '0;default' }, 4, undefined],
    [{ TERM: 'rxvt', COLORFGBG: '0;99' }, 4, undefined],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 1, undefined],
    [{ TERM: 'xterm', NO_COLOR: '1' }, 1, undefined],
    [{}, 4, undefined],
    // Over SSH comes TERM alone.
    [{ TERM: 'alacritty' }, 24, undefined],
    [{ TERM: 'foot' }, 24, undefined],
    [{ TERM: 'foot-extra' }, 24, undefined],
    [{ TERM: 'wezterm' }, 24, undefined],
    [{ TERM: 'contour-latest' }, 24, undefined],
    [{ TERM: 'rio' }, 24, undefined],
    [{ TERM: 'xterm-kitty' }, 24, undefined],
    [{ TERM: 'xterm-ghostty' }, 24, undefined],
    [{ TERM: 'football' }, 4, undefined],
    [{ TERM: 'xterm-256color' }, 8, undefined],
    [{ TERM: 'tmux-256color' }, 8, undefined],
    // tmux takes every colour and shows what its terminal has.
    [{ TERM: 'screen', TMUX: '/tmp/tmux-0/default,1,0' }, 24, undefined],
    [{ TERM: 'vt100' }, 4, undefined],
    [{ TERM: 'unheard-of' }, 4, undefined],
    [{ OS: 'Windows_NT', WT_SESSION: '1' }, 24, undefined],
    [{ OS: 'Windows_NT', NO_COLOR: '1' }, 1, undefined],
    [{ TERM: 'xterm', COLORTERM: 'truecolor', FORCE_COLOR: '0' }, 1, undefined],
    [{ TERM: 'xterm', FORCE_COLOR: '' }, 4, undefined],
    [{ TERM: 'alacritty', FORCE_COLOR: '1' }, 4, undefined],
    [{ TERM: 'alacritty', FORCE_COLOR: 'true' }, 4, undefined],
    [{ TERM: 'xterm', FORCE_COLOR: '2' }, 8, undefined],
    [{ TERM: 'xterm', FORCE_COLOR: '3' }, 24, undefined],
    [{ TERM: 'xterm', FORCE_COLOR: '3', NO_COLOR: '1' }, 1, undefined],
    [{ TERM: 'dumb', FORCE_COLOR: '3' }, 1, undefined],
  ] as const)
    it(JSON.stringify(env), () => assert.deepEqual(screenIn(env), { depth, background }));
});

describe('backgroundReader', () => {
  const last = '\u001b[?62;22c';
  for (const [sent, background] of [
    ['\u001b]11;rgb:1e1e/1e1e/2e2e\u001b\\', '#1e1e2e'],
    ['\u001b]11;rgb:ff/ff/ff\u0007', '#ffffff'],
    ['\u001b]11;rgba:fdfd/f6f6/e3e3/ffff\u0007', '#fdf6e3'],
    ['\u001b]11;#FDF6E3\u0007', '#fdf6e3'],
    ['\u009d11;rgb:0/0/f\u009c', '#0000ff'],
    ['ab\u001b]10;rgb:ff/ff/ff\u0007\u001b]11;rgb:0000/0000/0000\u0007c', '#000000'],
    ['\u001b]11;no colour\u0007', undefined],
    ['', undefined],
  ] as const)
    it(`${JSON.stringify(sent)}, whole and in single characters`, () => {
      assert.deepEqual(backgroundReader()(sent + last), { background, isLast: true });
      const read = backgroundReader();
      const answers = [...(sent + last)].flatMap((one) => read(one) ?? []);
      assert.deepEqual(answers.at(-1), { background, isLast: true });
    });
  it('has said the background before the last answer comes', () =>
    assert.deepEqual(backgroundReader()('\u001b]11;rgb:ff/ff/ff\u0007'), { background: '#ffffff', isLast: false }));
  it('takes what a person types for nothing', () => {
    const read = backgroundReader();
    assert.equal(read('11;rgb:ff/ff/ff ?62c'.repeat(100)), undefined);
    assert.equal(read('\u001b[A\u001b[200~]11;rgb:ff/ff/ff\u001b[201~'), undefined);
  });
});
