import { type Browser, whyNoBrowser } from '../../domain/console/browser.ts';
import type { Environment } from '../../domain/shells/environment.ts';

/** The user's default browser. The URL is an argument of the program that opens it, visible in the process list. */
export function createBrowser(env: Environment): Browser {
  return {
    missing: whyNoBrowser(env, process.platform),
    open: async (url) => {
      const { default: open } = await import('open');
      const opener = await open(url);
      await new Promise<void>((resolve, reject) => {
        opener.once('error', reject);
        if (opener.pid !== undefined) resolve();
      });
    },
  };
}
