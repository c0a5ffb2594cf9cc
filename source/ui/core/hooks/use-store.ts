import { useSyncExternalStore } from 'react';
import type { State } from '../model.ts';
import type { Store } from '../store.ts';

/** The state of the moment; draws again when it changes. */
export const useStore = (store: Store): State => useSyncExternalStore(store.subscribe, store.get);
