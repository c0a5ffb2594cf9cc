import type { Actions } from '../action.ts';

/** The actions of IAM. */
export const IAM_ACTIONS: Actions = {};
