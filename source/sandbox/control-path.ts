/** Where the control channel listens, on the sandbox's own port. */
export const CONTROL_PATH = '/-/control';
