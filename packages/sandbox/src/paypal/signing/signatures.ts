import { randomUUID, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Signature } from '../../delivery/control-schema.ts';
import { nowInSeconds } from '../../clock.ts';
import { orderTime } from '../times.ts';
import { expiredIdentity, foreignIdentity, type Identity } from './identity.ts';

/** Long enough for any receiver that looks at the time. */
const OLD_SIGNATURE_AGE_S = 60 * 60;

const CERTIFICATES = '/paypal/v1/notifications/certs';

/** @returns where the sandbox serves this certificate */
export const certificateUrl = (sandboxUrl: string, id: string): string =>
  `${sandboxUrl}${CERTIFICATES}/${id}`;

/** The same server under another name: who follows any URL gets a certificate there that fits the signature. */
const elsewhere = (sandboxUrl: string): string => sandboxUrl.replace('//127.0.0.1:', '//localhost:');

/** Signs webhooks as https://developer.paypal.com/api/rest/webhooks/rest/#link-messagesignature says. */
export const openSignatures = (own: Identity, sandboxUrl: string) => {
  const served = new Map([[own.id, own.certificate]]);
  const serve = async (identity: Promise<Identity>): Promise<Identity> => {
    const { id, certificate } = await identity;
    served.set(id, certificate);
    return identity;
  };
  let expired: Promise<Identity> | undefined;
  let foreign: Promise<Identity> | undefined;

  const signerOf = async (
    signature: Signature,
  ): Promise<{ key: Identity; named: Identity; host: string }> => {
    if (signature === 'expired_certificate') {
      const identity = await (expired ??= serve(expiredIdentity(own)));
      return { key: identity, named: identity, host: sandboxUrl };
    }
    if (signature !== 'wrong' && signature !== 'foreign_certificate') {
      return { key: own, named: own, host: sandboxUrl };
    }
    const stranger = await (foreign ??= serve(foreignIdentity()));
    return signature === 'wrong'
      ? { key: stranger, named: own, host: sandboxUrl }
      : { key: stranger, named: stranger, host: elsewhere(sandboxUrl) };
  };

  return {
    /** @returns a certificate as PEM, by the last part of its URL */
    certificate: (id: string): string | undefined => served.get(id),
    /** @returns the headers that sign this body for this webhook */
    headers: async (
      body: string,
      webhookId: string,
      signature: Signature,
    ): Promise<Record<string, string>> => {
      if (signature === 'missing') return {};
      const { key, named, host } = await signerOf(signature);
      const id = randomUUID();
      const time = orderTime(nowInSeconds() - (signature === 'old' ? OLD_SIGNATURE_AGE_S : 0));
      const signed = `${id}|${time}|${webhookId}|${crc32(body)}`;
      return {
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-auth-version': 'v2',
        'paypal-cert-url': certificateUrl(host, named.id),
        'paypal-transmission-id': id,
        'paypal-transmission-sig': sign('sha256', Buffer.from(signed), key.privateKey).toString('base64'),
        'paypal-transmission-time': time,
      };
    },
  };
};

export type Signatures = ReturnType<typeof openSignatures>;
