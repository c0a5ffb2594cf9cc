import { createContext, useContext } from 'react';
import { type Theme, themeFor } from '../../theme/theme.ts';

/** The look of everything below. */
export const ThemeContext = createContext<Theme>(themeFor(24));

export const useTheme = (): Theme => useContext(ThemeContext);
