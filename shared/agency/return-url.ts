import type { Settings } from '../table/items/settings.ts';

/**
 * Where the customer comes back to: what was asked for, if it shares its origin with one of the agency's own URLs or with
 * our pages, so that nobody is sent to a stranger's page in the agency's name.
 * @param pages the origins of our pages
 * @returns undefined where it is not allowed
 */
export const returnUrlFor = (
  { returnUrls }: Settings,
  asked: string | undefined,
  pages: readonly string[] = [],
): string | undefined => {
  if (asked === undefined) return returnUrls[0];
  const { origin } = new URL(asked);
  return [...returnUrls, ...pages].some((url) => new URL(url).origin === origin) ? asked : undefined;
};
