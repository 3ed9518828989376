/** Attributes of the pool's users that no app can write: they say what becomes of a token. */
export const AGENCY_ATTRIBUTE = 'custom:agency_id';
export const REGION_ATTRIBUTE = 'custom:region';

/** Of a customer who was invited to an account. Everybody else's account is their `sub`. */
export const ACCOUNT_ATTRIBUTE = 'custom:account_id';
