import type { Clock } from './clock.ts';
import type { Backend } from './conduct.ts';
import type { Fault } from './faults.ts';
import type { RecordedCall } from './recorder.ts';
import { currentCode } from './totp.ts';
import type { World } from './world.ts';

/** How a test or a demo drives a sandbox and sees what happened in it. */
export interface Controls {
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly world: World;
  /** Every call so far, in order of arrival. */
  readonly calls: readonly RecordedCall[];
  /** How many calls there were, of `action` if given. */
  count(action?: string): number;
  failNext(fault: Fault): void;
  /** The 6 digits the device shows now; empty for a device that does not exist or shows none. */
  code(serial: string): string;
}

export function createControls({ world, clock, faults, recorder }: Backend): Controls {
  return {
    clock,
    world,
    calls: recorder.calls,
    count: (action) => recorder.calls.filter((call) => action === undefined || call.action === action).length,
    failNext: (fault) => faults.add(fault),
    code: (serial) => {
      const [device] = [...world.accounts.values()].flatMap((account) => account.devices.get(serial) ?? []);
      return device && device.kind !== 'fido' ? currentCode(device, clock.now()) : '';
    },
  };
}
