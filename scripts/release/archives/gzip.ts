/** Packed by gzip. Without name and time: the same for the same bytes. */
export const gzip = (bytes: Uint8Array | string): Buffer =>
  Buffer.from(Bun.gzipSync(bytes as Uint8Array<ArrayBuffer>, { library: 'libdeflate', level: 6 }));

/** Deflated without any header, as members of a zip archive are. */
export const deflate = (bytes: Uint8Array): Buffer =>
  Buffer.from(Bun.deflateSync(bytes as Uint8Array<ArrayBuffer>, { library: 'libdeflate', level: 6 }));
