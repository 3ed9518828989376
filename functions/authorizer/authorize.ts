import * as z from 'zod';
import type { authorizerContext, Bearer, Rejected } from '../../shared/kernel/bearer.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Result } from '../../shared/kernel/result.ts';

/** What API Gateway asks (payload format 2.0), as far as it matters here. */
const authorizerEvent = z.looseObject({
  identitySource: z.tuple([z.string()]),
  requestContext: z.looseObject({ requestId: z.string() }),
});

/** What API Gateway takes as consent, with what the API's Lambdas are handed. */
type Consent = { isAuthorized: true; context: z.input<typeof authorizerContext> };

/** Exactly this message makes API Gateway answer 401; after any other error it answers 500. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  constructor() {
    super('Unauthorized');
  }
}

/** Finds out whose a bearer is. Throws where that can't be decided now. */
export type Authenticate = (bearer: string) => Promise<Result<Bearer, Rejected>>;

/**
 * Answers API Gateway's question who calls. It judges no route: API Gateway caches the answer for the bearer, and the
 * handlers check scopes.
 * @throws UnauthorizedError for a false or expired bearer. Any error lets nobody in.
 */
export const authorizeWith =
  (authenticate: Authenticate) =>
  async (event: unknown): Promise<Consent> => {
    const { identitySource, requestContext } = authorizerEvent.parse(event);
    return await correlated(requestContext.requestId, async () => {
      const authenticated = await authenticate(identitySource[0].replace(/^Bearer\s+/i, ''));
      if (authenticated.ok)
        return { isAuthorized: true, context: { bearer: JSON.stringify(authenticated.value) } };
      log.info('bearer rejected', authenticated.error);
      count('BearersRejected');
      throw new UnauthorizedError();
    });
  };
