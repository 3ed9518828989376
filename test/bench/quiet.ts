import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';

/**
 * Keeps what Lambdas log off the screen while `work` runs. Each line still is made and handed to the system, as the
 * Lambda runtime does, so that a handler's time includes it.
 */
export const quietly = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  const nowhere = openSync(devNull, 'w');
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    writeSync(nowhere, Buffer.from(chunk));
    return true;
  };
  try {
    return await work();
  } finally {
    // Below the method just set is the stream's own.
    Reflect.deleteProperty(process.stdout, 'write');
    closeSync(nowhere);
  }
};
