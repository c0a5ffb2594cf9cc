import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'ink-testing-library';
import { TextLines } from '../../../source/ui/components/text-lines.tsx';

test('lines that are alike are all shown, and go on to be when they change', (context) => {
  const complaint = context.mock.method(console, 'error', () => undefined);
  const shown = render(<TextLines lines={['d', 'd', 'e', 'd']} />);
  assert.equal(shown.lastFrame(), 'd\nd\ne\nd');
  shown.rerender(<TextLines lines={['d', 'x', 'd', 'd']} />);
  assert.equal(shown.lastFrame(), 'd\nx\nd\nd');
  shown.rerender(<TextLines lines={[]} />);
  assert.equal(shown.lastFrame(), '');
  assert.equal(complaint.mock.callCount(), 0);
  shown.unmount();
});
