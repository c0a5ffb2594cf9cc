import { Server, type ServerResponse } from 'node:http';

/** Watches the servers of this process. @returns a function that ends it and gives the time in which any was answering, ms */
export function watchAnswering(): () => number {
  const { emit } = Server.prototype;
  let [asked, since, total] = [0, 0, 0];
  const begin = () => {
    if (asked++ === 0) since = performance.now();
  };
  const end = () => {
    if (--asked === 0) total += performance.now() - since;
  };
  Server.prototype.emit = function watched(this: Server, event: string, ...values: unknown[]): boolean {
    if (event === 'request') {
      begin();
      (values[1] as ServerResponse).once('finish', end);
    }
    return Reflect.apply(emit, this, [event, ...values]);
  } as typeof emit;
  return () => {
    Server.prototype.emit = emit;
    return total;
  };
}
