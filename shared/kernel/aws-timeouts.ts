/**
 * How long a call to AWS may take, in milliseconds, for every client of the SDK: by default it waits for ever. A call that
 * hangs is worth less than a second try within the time of whoever waits.
 */
export const AWS_TIMEOUTS = {
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
} as const;
