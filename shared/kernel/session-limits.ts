/** Seconds that a session lasts at least, and at most. */
export const MIN_SESSION_S = 60;
export const MAX_SESSION_S = 3600;
