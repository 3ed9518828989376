import { authorizerContext, type Bearer } from '../kernel/bearer.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { ApiEvent } from './api-event.ts';
import { problem, type Problem } from './errors.ts';
import type { AgencyCaller, Customer, Scope } from './route.ts';

/**
 * Who calls, from what the authorizer found out and from nothing else in the request.
 * @returns `missing_scope`, with the scope that the route requires; `forbidden`, where the bearer does not name who its
 * scope is about. Throws where the authorizer handed on nothing: then nobody gets in.
 */
export const callerOf = (
  scope: Scope,
  { requestContext }: ApiEvent,
): Result<Customer | AgencyCaller | undefined, Problem> => {
  if (scope === 'public') return ok(undefined);
  const { bearer } = authorizerContext.parse(requestContext.authorizer?.lambda);
  if (!bearer.scopes.includes(scope)) return err(missingScope(scope));
  const { kind, actor, agency, account, region, spender, roles, scopes } = bearer;
  if (actor === undefined) return err(forbidden(bearer, 'actor'));
  if (agency === undefined) return err(forbidden(bearer, 'agency'));
  if (!scope.startsWith('credits:')) return ok({ agency, actor, account, roles, kind, scopes });
  return account === undefined
    ? err(forbidden(bearer, 'account'))
    : ok({ agency, actor, account, region, spender, kind });
};

const missingScope = (scope: Scope): Problem =>
  problem('missing_scope', {
    detail: `This operation requires the scope \`${scope}\`.`,
    extensions: { scope },
  });

const forbidden = ({ faults }: Bearer, member: keyof Bearer['faults']): Problem => {
  const detail = faults[member];
  return problem('forbidden', detail === undefined ? {} : { detail });
};
