import type { KeyObject } from 'node:crypto';
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const KEY_BITS = 2_048;
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** As on PayPal's own: https://developer.paypal.com/api/rest/webhooks/rest/. */
const SUBJECT =
  'CN=messageverificationcerts.sandbox.paypal.com, O=Scrip sandbox, L=San Jose, ST=California, C=US';

export type KeyPair = { privateKey: KeyObject; publicKey: KeyObject };

export const makeKeyPair = (): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS });

/** @returns a self-signed certificate for this key, as PEM */
export const certify = async (
  { privateKey, publicKey }: KeyPair,
  notBefore: Date,
  notAfter: Date,
): Promise<string> => {
  // Only the first start needs it, and it takes a moment to load.
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: SUBJECT,
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys: {
      privateKey: privateKey.toCryptoKey(ALGORITHM, true, ['sign']),
      publicKey: publicKey.toCryptoKey(ALGORITHM, true, ['verify']),
    },
  });
  return `${certificate.toString('pem')}\n`;
};
