/** An answer whole, whatever its status. */
export type Fetched = { status: number; body: string };

/** Bytes of the largest answer that is read. An order or a page of a report is far smaller. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Fetches text of a bounded size, and follows no redirect: what answers must be whom we asked.
 * @returns `unreachable` where no whole answer came before the signal; `too_large` for one beyond the bound
 */
export const boundedFetch = async (
  url: string,
  request: RequestInit & { signal: AbortSignal },
  maxBytes = MAX_BYTES,
): Promise<Fetched | 'unreachable' | 'too_large'> => {
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual' });
    const received: AsyncIterable<Uint8Array> | null = answer.body;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of received ?? []) {
      size += chunk.byteLength;
      // Leaving the loop also ends the download.
      if (size > maxBytes) return 'too_large';
      chunks.push(chunk);
    }
    return { status: answer.status, body: Buffer.concat(chunks).toString('utf8') };
  } catch {
    // Every exception of fetch means no complete answer: no DNS name, no connection, cut off, or too late.
    return 'unreachable';
  }
};
