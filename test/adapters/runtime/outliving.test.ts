import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outliving } from '../../../source/adapters/runtime/outliving.ts';

/** What cmd makes of a line: `^` takes the meaning from what follows. */
const asCmdReads = (line: string) => line.replaceAll(/\^(.)/g, '$1');

describe('a program that is to outlive us', () => {
  it('is started in a session of its own', () => {
    const { file, words, options } = outliving(['/bin/firefox', '--new', 'https://a/?b&c'], 'linux');
    assert.deepEqual([file, words, options], ['/bin/firefox', ['--new', 'https://a/?b&c'], { detached: true }]);
  });

  it('is on Windows the child of a child, which our end does not end', () => {
    const { file, words, options } = outliving(['C:\\Program Files\\x\\chrome.exe', '--app', 'https://a/b'], 'win32');
    assert.match(file, /\\System32\\cmd\.exe$/);
    assert.deepEqual(words.slice(0, 3), ['/d', '/s', '/c']);
    const line = '"start "" /b /wait "C:\\Program Files\\x\\chrome.exe" "--app" "https://a/b""';
    assert.equal(asCmdReads(words[3] ?? ''), line);
    // In no group of ours, and with a console that nobody sees: PowerShell ends at once without one.
    assert.deepEqual(options, { windowsHide: true, windowsVerbatimArguments: true });
  });

  const told: readonly (readonly [word: string, told: string])[] = [
    ['https://a/?b=1&c=%2Fd%2F', '^"https://a/^?b=1^&c=^%2Fd^%2F^"'],
    ['%PATH%!x!', '^"^%PATH^%^!x^!^"'],
    ['a "b" c', '^"a^ \\^"b\\^"^ c^"'],
    ['C:\\x\\', '^"C:\\x\\\\^"'],
    ['\\"', '^"\\\\\\^"^"'],
    ["(Remove-Item 'a'; b) | c > d < e ^ f", '^"^(Remove-Item^ \'a\'^;^ b^)^ ^|^ c^ ^>^ d^ ^<^ e^ ^^^ f^"'],
    ['', '^"^"'],
  ];
  for (const [word, line] of told) {
    it(`is told ${JSON.stringify(word)} as it is: cmd finds nothing of its own there`, () => {
      const { words } = outliving(['x', word], 'win32');
      assert.equal(words[3], `"start "" /b /wait ^"x^" ${line}"`);
    });
  }
});
