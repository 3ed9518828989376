type Kept = { data: { pages: readonly unknown[] } | undefined; isInvalidated: boolean };

/**
 * Whether a list is read again when somebody comes back to its tab. It would be read whole, page by page: a long one only
 * where something in it has changed.
 */
export const isReadAgain = ({ state: { data, isInvalidated } }: { state: Kept }): boolean =>
  isInvalidated || (data?.pages.length ?? 0) <= 1;
