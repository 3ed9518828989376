/** How tokens of an issuer may be signed: by RSA or by the usual curves. Never with a shared secret, never not at all. */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'EdDSA'];
