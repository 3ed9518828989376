import { createRequire, flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Invocation } from './execution-environment.ts';
import type { Answer } from './outcome.ts';

/** The Lambda runtime: loads the bundle once, then handles one event at a time. */
const [, , bundle = '', exportName = ''] = process.argv;

const exports: unknown = createRequire(bundle)(bundle);
// Written now, because a thread that is ended from outside writes nothing more.
flushCompileCache();
const handler: unknown =
  typeof exports === 'object' && exports !== null ? Reflect.get(exports, exportName) : undefined;
if (typeof handler !== 'function') throw new TypeError(`${bundle} exports no function named ${exportName}`);
// As the nodejs24.x runtime does it.
if (handler.length > 2) throw new TypeError('callback handlers are not supported: return a promise');

const environment = process.env;

const contextOf = ({ requestId, deadline, arn }: Invocation) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: '$LATEST',
  functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
  memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
  invokedFunctionArn: arn,
  awsRequestId: requestId,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const failureOf = (error: unknown): Answer => ({
  status: 'failed',
  errorType: error instanceof Error ? error.name : typeof error,
  errorMessage: error instanceof Error ? error.message : String(error),
  place: error instanceof Error ? (error.stack?.match(/\n\s+at (.*)/)?.[1] ?? '') : '',
});

const handle = async (invocation: Invocation): Promise<Answer> => {
  try {
    const event: unknown = JSON.parse(invocation.event);
    const result: unknown = await Reflect.apply(handler, exports, [event, contextOf(invocation)]);
    return { status: 'ok', payload: result === undefined ? 'null' : JSON.stringify(result) };
  } catch (error) {
    return failureOf(error);
  }
};

parentPort?.on('message', (invocation: Invocation) => {
  void handle(invocation).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');
