import { useInfiniteQuery } from '@tanstack/preact-query';
import { valueOf } from './query.ts';
import { isReadAgain } from './read-again.ts';
import type { Result } from '@scrip/client';

type Page<Item> = { items: Item[]; cursor: string | null };

/**
 * A list that is read page by page.
 * @param key where it is kept; it names all that the list depends on
 * @param ask reads one page
 */
export const usePages = <Item, Read extends Page<Item>, Failed extends { code: string }>(
  key: readonly unknown[],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Result<Read & Page<Item>, Failed>>,
  enabled = true,
) => {
  const query = useInfiniteQuery({
    queryKey: key,
    enabled,
    refetchOnWindowFocus: isReadAgain,
    refetchOnReconnect: isReadAgain,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => valueOf(ask(pageParam === '' ? undefined : pageParam, signal)),
    getNextPageParam: ({ cursor }) => cursor,
  });
  return {
    data: query.data?.pages.flatMap(({ items }) => items),
    first: query.data?.pages[0],
    error: query.isFetchNextPageError ? null : query.error,
    /** Why the next page could not be read. */
    moreError: query.isFetchNextPageError ? query.error : null,
    isFetching: query.isFetching,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    /** Reads the next page. */
    more: () => void query.fetchNextPage(),
  };
};
