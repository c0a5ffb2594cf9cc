import { encodeQR } from 'qr';
import { type QrModules, quietZone } from '../../domain/mfa/add/qr-picture.ts';

/** A text as a QR code, the smallest that holds it. */
export const qrModules = (text: string): QrModules => encodeQR(text, 'raw', { ecc: 'low', border: quietZone });
