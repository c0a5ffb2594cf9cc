import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'ink-testing-library';
import { Cells } from '../../../source/ui/screens/mfa/cells.tsx';

test('six cells, three and three, filled as digits come', () => {
  const { lastFrame, rerender } = render(<Cells digits="" isBoxed={false} isWrong={false} isSent={false} />);
  assert.equal(lastFrame(), '▏ _ _  _ _ _');
  rerender(<Cells digits="1234" isBoxed={false} isWrong={false} isSent={false} />);
  assert.equal(lastFrame(), '1 2 3  4 ▏ _');
  rerender(<Cells digits="123456" isBoxed={false} isWrong={false} isSent={true} />);
  assert.equal(lastFrame(), '1 2 3  4 5 6');
});

test('boxed cells keep their width whatever is in them', () => {
  const { lastFrame, rerender } = render(<Cells digits="" isBoxed={true} isWrong={false} isSent={false} />);
  const widths = () =>
    lastFrame()
      ?.split('\n')
      .map((line) => line.length);
  assert.deepEqual(widths(), [36, 36, 36]);
  rerender(<Cells digits="987654" isBoxed={true} isWrong={false} isSent={true} />);
  assert.deepEqual(widths(), [36, 36, 36]);
});
