import { once } from 'node:events';
import type { EventInput } from './options.ts';
import type { Context } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { ownEndpoint, removeEndpoint } from './own-endpoint.ts';
import { startReceiver, type Received } from './receiver.ts';

/**
 * Receives the agency's events until Ctrl-C, at an endpoint that lasts as long.
 * @param receive returns the status to answer Scrip with
 */
export const followEvents = async (
  context: Context,
  { url, port, types }: EventInput,
  receive: (received: Received) => Promise<number>,
): Promise<void> => {
  const { output } = context;
  const { client } = await connect(context);
  const receiver = await startReceiver(port, {
    receive,
    reject: (reason) => output.note(`${output.style('red', 'rejected')} a request: ${reason}`),
  });
  try {
    const signal = context.interruption();
    const address = url ?? `http://127.0.0.1:${receiver.port}`;
    const endpoint = await ownEndpoint(client, address, types, receiver.port);
    try {
      receiver.trust(endpoint.secret);
      output.note(`Signing secret of this run: ${endpoint.secret}`);
      output.note('Waiting for events. Press Ctrl-C to stop.');
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await removeEndpoint(client, endpoint.id);
    }
  } finally {
    await receiver.stop();
  }
};
