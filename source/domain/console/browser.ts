/** The person's browser. */
export type Browser = {
  /** Why no browser can be opened here; undefined where one can. */
  readonly missing: string | undefined;
  /** @throws where it did not start */
  readonly open: (url: string) => Promise<void>;
};

/**
 * Why no browser can be opened in front of the person; undefined where one can.
 * @param env the environment of this process
 */
export function whyNoBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): string | undefined {
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT) return 'You are here over SSH';
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
  return hasDisplay ? undefined : 'There is no display here';
}
