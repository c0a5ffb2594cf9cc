import type { Answer, Call } from './entry.ts';

declare const self: Worker;

// A thread that calls the keychain's native part: a bus that accepts and never answers blocks whoever asks it, already while
// the entry is made, and no timer or signal handler would run there.

self.onmessage = ({ data }: MessageEvent<Call>) => {
  void answerTo(data).then((answer) => self.postMessage(answer));
};

async function answerTo({ entry: name, set, remove }: Call): Promise<Answer> {
  const library = await import('@napi-rs/keyring').catch(() => undefined);
  if (library === undefined) return { error: 'The part of rolecall that speaks to keychains cannot be loaded here.' };
  try {
    // Without this the library falls back to the kernel's keyring, which a restart empties.
    const entry = new library.AsyncEntry('rolecall', name, { linux: { store: 'secret-service' } });
    if (remove) await entry.deletePassword();
    else if (set === undefined) return { text: (await entry.getPassword()) ?? undefined };
    else await entry.setPassword(set);
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
