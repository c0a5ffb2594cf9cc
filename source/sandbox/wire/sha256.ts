import { createHash, createHmac } from 'node:crypto';
import type { Hash, SourceData } from '@smithy/types';

/** SHA-256, or HMAC when made with a secret, in the shape the signer wants. */
export class NodeSha256 implements Hash {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: SourceData) {
    this.#hash.update(bytes(data));
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

function bytes(data: SourceData): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
