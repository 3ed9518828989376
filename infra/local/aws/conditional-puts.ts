import type { IncomingMessage, ServerResponse } from 'node:http';
import { LOOPBACK } from '../ports.ts';

/** Objects that are being put on the condition that there are none. */
const underWay = new Set<string>();

/**
 * Holds a PUT with `If-None-Match: *` to it, which the engine does not know: it is refused where the object is there, and
 * while another such PUT is under way (S3 user guide, conditional writes).
 * @returns S3's status and code of why it refuses; undefined for a request that may pass
 */
export const conflictOf = async (
  { method, url = '', headers, socket }: IncomingMessage,
  response: ServerResponse,
): Promise<{ status: 409 | 412; code: string } | undefined> => {
  if (method !== 'PUT' || headers['if-none-match'] !== '*') return undefined;
  const { pathname } = new URL(url, 'http://s3');
  if (underWay.has(pathname)) return { status: 409, code: 'ConditionalRequestConflict' };
  underWay.add(pathname);
  response.once('close', () => underWay.delete(pathname));
  const { ok: isThere } = await fetch(`http://${LOOPBACK}:${socket.localPort}${pathname}`, {
    method: 'HEAD',
  });
  return isThere ? { status: 412, code: 'PreconditionFailed' } : undefined;
};
