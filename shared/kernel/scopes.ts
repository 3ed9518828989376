/** What a customer's bearer may carry, and what that of somebody at the agency may. */
export const CUSTOMER_SCOPES = ['credits:read', 'credits:spend'] as const;
export const AGENCY_SCOPES = ['agency:read', 'agency:write', 'agency:approve'] as const;

export const SCOPES = [...CUSTOMER_SCOPES, ...AGENCY_SCOPES] as const;

/** What a caller must have been given; the API asks for one of them on each route that is not public. */
export type Scope = (typeof SCOPES)[number];
