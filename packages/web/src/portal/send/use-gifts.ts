import { listGifts } from '@scrip/client';
import { usePages } from '../../data/pages.ts';
import { client } from '../client.ts';

/** The customer's gifts, newest first. */
export const useGifts = () =>
  usePages(['gifts'], (cursor, signal) =>
    client.call(listGifts, { query: { cursor, limit: 25 } }, { signal }),
  );
