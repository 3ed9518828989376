/** Why a provider did not do what it was asked: for good, or only for now. */
export type ProviderError = {
  code: 'provider_refused' | 'provider_unreachable';
  /** The HTTP status of its answer, where one came. */
  status?: number | undefined;
  /** Its own word for the reason. For logs and reports: customers don't see it. */
  issue?: string | undefined;
};
