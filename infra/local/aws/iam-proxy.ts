import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AwsCall, jsonCalls, objectCall, signerOf } from './aws-calls.ts';
import { bodyOf, failure, operationOf } from './aws-json.ts';
import { ACCOUNT_ID, credentials } from './aws.ts';
import type { BucketCors } from './bucket-cors.ts';
import type { Engines } from './engines.ts';
import { invocationCall } from '../lambda/invocations.ts';
import type { Log } from '../log.ts';
import { close, listen } from '../server.ts';
import type { IamPolicy } from '../template/iam-policy.ts';

export type IamProxy = {
  endpoint: string;
  queueUrl: (queueName: string) => string;
  /** Says who may do what, and which browsers may ask: until then, nobody may do anything. */
  serve: (iamPolicy: IamPolicy, cors: BucketCors) => void;
  stop: () => Promise<void>;
};

type Weighed = { engine: string | undefined; calls: AwsCall[]; body: Buffer | undefined };

/** S3 answers in a form of its own. */
const refuse = (
  service: string,
  reason: string,
  response: ServerResponse,
  cors: Record<string, string>,
): void => {
  if (service === 's3') {
    response.writeHead(403, { 'content-type': 'application/xml', ...cors });
    response.end('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>');
    return;
  }
  const { status, body } = failure('AccessDeniedException', reason);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
};

/**
 * A proxy in front of the engines, which check no permissions: it lets a function's call through if the function's role in
 * the template allows it. The access key identifies the function; a presigned link has its signer's permissions.
 * @param port 0 for a free one
 * @param invocations where functions call functions
 */
export const startIamProxy = async (
  port: number,
  { engines, invocations, log }: { engines: Engines; invocations: string; log: Log },
): Promise<IamProxy> => {
  const { dynamoDb, sqs, parameterStore, secretsManager, eventBridge } = engines;
  const engineOf: Record<string, string> = {
    dynamodb: dynamoDb.endpoint,
    sqs: sqs.endpoint,
    s3: sqs.endpoint,
    ssm: parameterStore.endpoint,
    secretsmanager: secretsManager.endpoint,
    events: eventBridge.endpoint,
    lambda: invocations,
  };
  let iamPolicy: IamPolicy | undefined;
  let bucketCors: BucketCors | undefined;
  const agent = new Agent({ keepAlive: true });

  const weigh = async (service: string, incoming: IncomingMessage): Promise<Weighed> => {
    const engine = engineOf[service];
    // Objects may be large: they pass as they come.
    if (service === 's3') return { engine, calls: [objectCall(incoming)], body: undefined };
    const body = await bodyOf(incoming);
    if (service === 'lambda') return { engine, calls: [invocationCall(incoming)], body };
    const operation = operationOf(incoming);
    const calls = await jsonCalls(service, operation, body.toString(), secretsManager.arnOf);
    return { engine, calls, body };
  };

  /** The engines know one account, of one key. */
  const pass = (
    incoming: IncomingMessage,
    response: ServerResponse,
    { engine = '', body }: Weighed,
    accessKeyId: string,
    cors: Record<string, string>,
  ): void => {
    const { method, url: path, headers } = incoming;
    const authorization = headers.authorization?.replace(
      `Credential=${accessKeyId}/`,
      `Credential=${credentials.accessKeyId}/`,
    );
    const options = { method, path, agent, headers: { ...headers, ...(authorization && { authorization }) } };
    const outgoing = request(engine, options, (answer) => {
      response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...cors });
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    // An engine that is gone looks to the function as it did without us.
    outgoing.on('error', () => response.destroy());
    if (body) outgoing.end(body);
    else incoming.pipe(outgoing);
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { accessKeyId, service } = signerOf(incoming) ?? { accessKeyId: 'nobody', service: 's3' };
    const browser = service === 's3' ? bucketCors?.(incoming) : undefined;
    if (browser?.isPreflight) {
      response.writeHead('access-control-allow-origin' in browser.headers ? 200 : 403, browser.headers).end();
      return;
    }
    const cors = browser?.headers ?? {};
    const weighed = await weigh(service, incoming);
    const denied = weighed.calls.find((call) => !iamPolicy?.allows(accessKeyId, call));
    if (denied === undefined && weighed.engine !== undefined) {
      pass(incoming, response, weighed, accessKeyId, cors);
      return;
    }
    incoming.resume();
    const { action, resource } = denied ?? { action: service, resource: '*' };
    const reason = `${accessKeyId} is not authorized to perform: ${action} on resource: ${resource}`;
    log(`refused: ${reason}, because no policy of the template allows it`);
    refuse(service, reason, response, cors);
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      log(`refused: ${String(error)}`);
      response.destroy();
    });
  });
  const endpoint = await listen(server, port);
  return {
    endpoint,
    queueUrl: (queueName) => `${endpoint}/${ACCOUNT_ID}/${queueName}`,
    serve: (theirs, cors) => {
      iamPolicy = theirs;
      bucketCors = cors;
    },
    stop: async () => {
      await close(server);
      agent.destroy();
    },
  };
};
