import { userName } from '../runtime/libc.ts';

/** The person's name as the system has it; `node:os` would give what USER says. */
export async function osUser(): Promise<string> {
  try {
    if (process.platform === 'win32') return process.getBuiltinModule('node:os').userInfo().username;
    return userName() ?? 'rolecall';
  } catch {
    return 'rolecall';
  }
}
