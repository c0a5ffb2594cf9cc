import { createContext, useContext } from 'react';
import type { Binding } from '../core/screen.ts';
import { type Theme, themeFor } from '../theme/theme.ts';

/** The theme of the components below. */
export const ThemeContext = createContext<Theme>(themeFor(24));

export const useTheme = (): Theme => useContext(ThemeContext);

/** The keys that the footer names. */
export const FooterKeys = createContext<readonly Binding[]>([]);

export const useFooterKeys = (): readonly Binding[] => useContext(FooterKeys);
