import { renderToString } from 'ink';
import { App } from '../../../source/ui/core/app.tsx';
import { appStore } from '../../../source/ui/core/app-store.ts';
import { themeFor } from '../../../source/ui/theme/theme.ts';
import { assertShowable, target } from '../target.ts';
import { happenings, stateAfter } from './keys.ts';

/** The colours and styles that Ink itself sets. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a style begins with
const styles = /\u001b\[[\d;:]*m/g;

/** What Ink draws of all that. */
export const screens = target({
  name: 'screens',
  weight: 1,
  inputs: happenings,
  attempt: (input) => {
    const state = stateAfter(input, false);
    const store = appStore([state], () => undefined);
    const frame = renderToString(<App store={store} theme={themeFor(24)} />, { columns: state.size.columns });
    assertShowable(frame.replace(styles, ''), `the screen ${state.screen.tag}`);
  },
});
