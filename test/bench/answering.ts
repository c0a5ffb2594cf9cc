import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Watches the servers of this process. @returns a function that ends it and gives the time in which any was answering, ms */
export function watchAnswering(): () => number {
  let [asked, since, total] = [0, 0, 0];
  const begin = () => {
    if (asked++ === 0) since = performance.now();
  };
  const end = () => {
    if (asked > 0 && --asked === 0) total += performance.now() - since;
  };
  subscribe('http.server.request.start', begin);
  subscribe('http.server.response.finish', end);
  return () => {
    unsubscribe('http.server.request.start', begin);
    unsubscribe('http.server.response.finish', end);
    return total;
  };
}
