import { createHash, randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKLMNPRSTUVWXY';

const characters = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** @returns an id as orders, captures and refunds have it: 17 capitals and digits */
export const paypalId = (): string => characters(17);

/** @returns an id such as `WH-2WR32451HC0233532-67976317FL4543714` */
export const eventId = (): string => `WH-${paypalId()}-${paypalId()}`;

/** @returns an id such as `PP-R-KXM-10073412` */
export const disputeId = (): string => `PP-R-${characters(3)}-${randomInt(10_000_000, 99_999_999)}`;

/** @returns the id by which PayPal's support finds a request again */
export const debugId = (): string => characters(13).toLowerCase();

/** @returns a merchant's id: always the same for the same app */
export const merchantId = (clientId: string): string =>
  Array.from(
    createHash('sha256').update(clientId).digest().subarray(0, 13),
    (byte) => ALPHABET[byte % ALPHABET.length],
  ).join('');
