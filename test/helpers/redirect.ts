import { connect } from 'node:net';

/** The address of this machine in the address of a sign-in page. */
export const redirectIn = (page = ''): string => URL.parse(page)?.searchParams.get('redirect_uri') ?? '';

/** Whether somebody listens there. */
export const isOpen = (redirectUri: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(URL.parse(redirectUri)?.port) });
    socket.once('connect', () => [resolve(true), socket.destroy()]);
    socket.once('error', () => resolve(false));
  });
