import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../../database.ts';
import { certify, makeKeyPair } from './certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A key, and the certificate that speaks for it. */
export type Identity = { id: string; certificate: string; privateKey: KeyObject };

const row = z.object({ certificate: z.string(), private_key: z.string() });

/** PayPal names its certificates so: `CERT-360caa42-fca2a594-1d93a270`. */
export const identityOf = (certificate: string, privateKey: KeyObject): Identity => {
  const { fingerprint256 } = new X509Certificate(certificate);
  const [one, two, three] = fingerprint256.replaceAll(':', '').toLowerCase().match(/.{8}/g) ?? [];
  return { id: `CERT-${one}-${two}-${three}`, certificate, privateKey };
};

const makeIdentity = async (): Promise<Identity> => {
  const keys = await makeKeyPair();
  const now = Date.now();
  const certificate = await certify(keys, new Date(now - DAY_MS), new Date(now + 365 * DAY_MS));
  return identityOf(certificate, keys.privateKey);
};

/** The same for all sandboxes of a process that keep nothing: a key takes long to make. */
let forgotten: Promise<Identity> | undefined;

const isValid = ({ certificate }: z.infer<typeof row>): boolean =>
  new X509Certificate(certificate).validToDate.getTime() > Date.now() + DAY_MS;

/** The key that the sandbox signs PayPal's webhooks with; made at the first start, and anew before it expires. */
export const openSigningIdentity = async (database: Database): Promise<Identity> => {
  if (database.location() === null) return (forgotten ??= makeIdentity());
  database.exec(`
    CREATE TABLE IF NOT EXISTS paypal_signing (
      only INTEGER PRIMARY KEY CHECK (only = 1), certificate TEXT NOT NULL, private_key TEXT NOT NULL
    )`);
  const found = row.optional().parse(database.prepare('SELECT * FROM paypal_signing').get());
  if (found !== undefined && isValid(found)) {
    return identityOf(found.certificate, createPrivateKey(found.private_key));
  }
  const made = await makeIdentity();
  database
    .prepare('REPLACE INTO paypal_signing (only, certificate, private_key) VALUES (1, ?, ?)')
    .run(made.certificate, made.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return made;
};

/** @returns an identity of the same key whose certificate has expired */
export const expiredIdentity = async ({ privateKey }: Identity): Promise<Identity> => {
  const keys = { privateKey, publicKey: createPublicKey(privateKey) };
  const now = Date.now();
  const certificate = await certify(keys, new Date(now - 400 * DAY_MS), new Date(now - 35 * DAY_MS));
  return identityOf(certificate, privateKey);
};

/** @returns an identity that looks the same, of somebody else */
export const foreignIdentity = makeIdentity;
