import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { bodyOf } from '../aws/aws-json.ts';
import type { AwsCall } from '../aws/aws-calls.ts';
import { arn } from '../aws/aws.ts';
import { close, listen } from '../server.ts';
import type { Lambda } from './lambda.ts';

/** Where functions call functions. */
export type Invocations = {
  endpoint: string;
  /** Says which functions there are: until then, there is none. */
  serve: (find: (name: string) => Lambda) => void;
  stop: () => Promise<void>;
};

/** `POST /2015-03-31/functions/<name>/invocations?Qualifier=<alias>` */
const target = ({ url = '' }: IncomingMessage): { name: string; qualifier: string | null } => {
  const { pathname, searchParams } = new URL(url, 'http://aws');
  const [, , , name = ''] = pathname.split('/');
  return { name: decodeURIComponent(name), qualifier: searchParams.get('Qualifier') };
};

/** What a call takes to be allowed. */
export const invocationCall = (request: IncomingMessage): AwsCall => {
  const { name, qualifier } = target(request);
  const resource = arn('lambda', `function:${name}${qualifier === null ? '' : `:${qualifier}`}`);
  return { action: 'lambda:InvokeFunction', resource };
};

const errorOf = z.object({ errorType: z.string(), errorMessage: z.string() }).partial();

/**
 * Answers the SDK's Invoke on 127.0.0.1, and waits for the function as Lambda does. Where no instance is free it says so: a function
 * that waits for itself would wait for ever.
 */
export const startInvocations = async (): Promise<Invocations> => {
  let find: ((name: string) => Lambda) | undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const lambda = find?.(target(request).name);
    if (!lambda?.isFree()) {
      const type = lambda ? 'TooManyRequestsException' : 'ResourceNotFoundException';
      response.writeHead(lambda ? 429 : 404, {
        'content-type': 'application/json',
        'x-amzn-errortype': type,
      });
      response.end(JSON.stringify({ message: type }));
      return;
    }
    const outcome = await lambda.invoke(JSON.parse(body.toString()));
    if (outcome.status === 'ok') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(outcome.payload);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' });
    response.end(JSON.stringify(errorOf.parse({ errorType: outcome.status, ...outcome })));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return {
    endpoint: await listen(server, 0),
    serve: (theirs) => {
      find = theirs;
    },
    stop: () => close(server),
  };
};
