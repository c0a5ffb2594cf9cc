import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bash } from '../../../source/domain/shells/bash/bash.ts';

for (const [name, integration, program, seen, seenProgram] of [
  ['Linux', '/usr/share/rolecall', '/usr/bin/rolecall', '/usr/share/rolecall', '/usr/bin/rolecall'],
  ['a backslash in a name', '/home/a\\b', '/bin/rolecall', '/home/a\\b', '/bin/rolecall'],
  ['Git Bash, MSYS2', 'C:\\My Apps\\share', 'C:\\rolecall.exe', 'C:/My Apps/share', 'C:/rolecall.exe'],
] as const) {
  test(`bash gets paths in the form that it reads: ${name}`, () => {
    const text = bash.hookText({ integration, program: [program] });
    assert.ok(text.includes(`. '${seen}/bash/rolecall.bash';`) || text.includes(`. ${seen}/bash/rolecall.bash;`), text);
    assert.ok(text.includes(seenProgram), text);
    assert.equal(bash.start(integration, false, {}).options[1], `${seen}/bash/rc.bash`);
  });
}
