/**
 * A white PNG of one pixel, in base64: where AWS answers a picture of a QR code, the sandbox answers a picture with
 * nothing on it. The seed is in the same answer.
 */
export const BLANK_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==';
