/** Why a provider did not do what it was asked: for good, or only for now. */
export type ProviderError = { code: 'provider_refused' | 'provider_unreachable' };
