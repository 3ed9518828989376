import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import type { Clock } from '../../shared/kernel/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/kernel/durations.ts';
import { log } from '../../shared/kernel/log.ts';

/** Milliseconds for which the issuer's keys are taken as they were read. */
export const FRESH_MS = 10 * MINUTE_MS;

/** Milliseconds for which they stay in use while the issuer does not answer: as long as API Gateway's own authorizer. */
export const USABLE_MS = 2 * HOUR_MS;

/** Milliseconds between two reads, however many tokens name keys that the issuer does not have. */
export const COOLDOWN_MS = 30 * SECOND_MS;

/** Milliseconds: a caller waits for this. */
const ISSUER_TIMEOUT_MS = 3 * SECOND_MS;

const discovery = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Reads a JSON document. Throws where it can't be had. */
export type ReadJson = (url: string) => Promise<unknown>;

export const readJson: ReadJson = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.json();
};

type Keys = { find: JWTVerifyGetKey; readAt: number };

/**
 * The keys that the issuer publishes (OpenID Connect Discovery), kept between invocations. They are read again after ten
 * minutes and for a token with an unknown key, but at most every 30 seconds. Throws where the issuer does not answer and
 * there are no keys that may still be used.
 */
export const issuerKeys = (issuer: string, now: Clock, read: ReadJson = readJson): JWTVerifyGetKey => {
  let keys: Keys | undefined;
  let reading: Promise<Keys> | undefined;
  let triedAt = -Infinity;

  const readKeys = async (): Promise<Keys> => {
    const { jwks_uri: uri } = discovery.parse(
      await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    const found = keySet.parse(await read(uri));
    return { find: createLocalJWKSet(found), readAt: now() };
  };

  const refresh = async (): Promise<Keys> => {
    triedAt = now();
    reading ??= readKeys().finally(() => (reading = undefined));
    return (keys = await reading);
  };

  /** Reads them again if that may help now, and goes on with those at hand where the issuer does not answer. */
  const tryRefresh = async (atHand: Keys): Promise<Keys> => {
    if (reading === undefined && now() - triedAt < COOLDOWN_MS) return atHand;
    try {
      return await refresh();
    } catch (error) {
      log.warn('issuer does not answer', { error });
      return atHand;
    }
  };

  const current = async (): Promise<Keys> => {
    if (!keys || now() - keys.readAt >= USABLE_MS) return await refresh();
    return now() - keys.readAt < FRESH_MS ? keys : await tryRefresh(keys);
  };

  return async (header, token) => {
    const atHand = await current();
    try {
      return await atHand.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return await (await tryRefresh(atHand)).find(header, token);
    }
  };
};
