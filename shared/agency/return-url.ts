import type { Settings } from '../table/items/settings.ts';

/**
 * Where the customer comes back to: what was asked for, if it shares its origin with one of the agency's own URLs, so
 * that nobody is sent to a stranger's page in the agency's name.
 * @returns undefined where it is not allowed
 */
export const returnUrlFor = ({ returnUrls }: Settings, asked: string | undefined): string | undefined => {
  if (asked === undefined) return returnUrls[0];
  const { origin } = new URL(asked);
  return returnUrls.some((url) => new URL(url).origin === origin) ? asked : undefined;
};
