import { createContext, Script } from 'node:vm';
import * as z from 'zod';

/** What a CloudFront Function sees of a request, and may change. */
export type EdgeRequest = { method: string; uri: string };

export type EdgeFunction = (request: EdgeRequest) => EdgeRequest;

const handler = z.custom<(event: unknown) => unknown>((value) => typeof value === 'function');
const exported = z.object({ handler });

/** One that answers by itself would need more than this reads. */
const changed = z.object({ uri: z.string(), method: z.string() });

/** Runs a CloudFront Function's code with nothing around it, as CloudFront does. */
export const edgeFunction = (code: string): EdgeFunction => {
  const context = createContext({});
  new Script(code).runInContext(context);
  const run = exported.parse(context).handler;
  return ({ method, uri }) => {
    const request = { method, uri, querystring: {}, headers: {}, cookies: {} };
    const event = { version: '1.0', context: { eventType: 'viewer-request' }, viewer: {}, request };
    return changed.parse(run(event));
  };
};
