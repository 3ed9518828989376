import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ALGORITHMS } from '../../shared/kernel/token-algorithms.ts';
import type { Rejected } from '../../shared/kernel/bearer.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';

/** Seconds by which the issuer's clock and ours may differ. */
const CLOCK_TOLERANCE_S = 5;

export type Verify = (token: string) => Promise<Result<JWTPayload, Rejected>>;

/** Whose tokens are accepted, and for whom they must have been made. */
export type TokenSource = { issuer: string; audience: readonly string[] };

/**
 * Checks access tokens: signature, issuer, audience, and that they expire and have not expired. ID tokens carry no scope
 * of ours, so that they give access to nothing. Throws where the issuer's keys can't be had.
 */
export const verifyWith =
  (keys: JWTVerifyGetKey, { issuer, audience }: TokenSource): Verify =>
  async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      return isForAudience(payload, audience) ? ok(payload) : err({ reason: 'audience' });
    } catch (error) {
      // The error's other members hold the token's claims: only its code may be logged.
      if (error instanceof errors.JOSEError) return err({ reason: error.code });
      throw error;
    }
  };

/** Cognito's access tokens have no `aud`: `client_id` counts where there is none, as at API Gateway's own authorizer. */
const isForAudience = ({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean =>
  [aud ?? clientId].flat().some((entry) => typeof entry === 'string' && audience.includes(entry));
