import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Colors } from '../screens/colors/screen.tsx';
import { Confirm } from '../screens/confirm/screen.tsx';
import { Devices } from '../screens/devices/screen.tsx';
import { Empty } from '../screens/empty/screen.tsx';
import { Help } from '../screens/help/screen.tsx';
import { Menu } from '../screens/menu/screen.tsx';
import { Mfa } from '../screens/mfa/screen.tsx';
import { Picker } from '../screens/picker/screen.tsx';
import { Plain } from '../screens/plain/screen.tsx';
import { ProblemScreen } from '../screens/problem/screen.tsx';
import { Remember } from '../screens/remember/screen.tsx';
import { SignIn } from '../screens/sign-in/screen.tsx';
import { Working } from '../screens/working/screen.tsx';
import type { Theme } from '../theme/theme.ts';
import { useKeys } from './hooks/use-keys.ts';
import { useStore } from './hooks/use-store.ts';
import { ThemeContext } from './hooks/use-theme.ts';
import type { State } from './model.ts';
import type { Store } from './store.ts';

/** The whole UI: one screen, as the state says. */
export function App({ store, theme }: { readonly store: Store; readonly theme: Theme }): ReactNode {
  const state = useStore(store);
  useKeys(store);
  return (
    <ThemeContext value={theme}>
      {state.screenReader ? (
        <Plain state={state} />
      ) : (
        <Box flexDirection="column" height={state.size.rows} paddingX={state.size.columns >= 36 ? 1 : 0}>
          <Current state={state} />
        </Box>
      )}
    </ThemeContext>
  );
}

function Current({ state }: { readonly state: State }): ReactNode {
  const { screen } = state;
  switch (screen.tag) {
    case 'picker':
      return <Picker state={state} />;
    case 'empty':
      return <Empty state={state} screen={screen} />;
    case 'menu':
      return <Menu state={state} screen={screen} />;
    case 'colors':
      return <Colors state={state} screen={screen} />;
    case 'confirm':
      return <Confirm state={state} screen={screen} />;
    case 'mfa':
      return <Mfa state={state} screen={screen} />;
    case 'devices':
      return <Devices state={state} screen={screen} />;
    case 'sign-in':
      return <SignIn state={state} screen={screen} />;
    case 'remember':
      return <Remember state={state} screen={screen} />;
    case 'working':
      return <Working state={state} screen={screen} />;
    case 'problem':
      return <ProblemScreen state={state} screen={screen} />;
    case 'help':
      return <Help state={state} screen={screen} />;
  }
}
