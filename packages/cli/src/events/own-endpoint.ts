import { hostname } from 'node:os';
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  type Client,
  type EndpointInput,
  type EndpointWithSecret,
} from '@scrip/client';
import { CliError } from '../exit.ts';

const PREFIX = `scrip listen on ${hostname().slice(0, 100)}, process `;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process runs as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Deletes what earlier runs on this machine left, because they were killed. */
const deleteAbandoned = async (client: Client<'agency'>): Promise<void> => {
  for await (const { id, description = '' } of client.list(listEndpoints)) {
    if (!description.startsWith(PREFIX)) continue;
    if (!isRunning(Number(description.slice(PREFIX.length)))) await removeEndpoint(client, id);
  }
};

/** An endpoint for as long as this process runs, with its signing secret. */
export const ownEndpoint = async (
  client: Client<'agency'>,
  url: string,
  types: EndpointInput['types'],
  port: number,
): Promise<EndpointWithSecret> => {
  await deleteAbandoned(client);
  const body = { url, ...(types && { types }), description: `${PREFIX}${process.pid}` };
  const created = await client.call(createEndpoint, { body });
  if (!created.ok && created.failure.code === 'endpoint_not_allowed') {
    throw new CliError('endpoint_not_allowed', `The deployment does not send events to ${url}.`, {
      hint:
        `It sends them to public https addresses. Open a tunnel to port ${port} of this machine, ` +
        `then name its address: --url https://… --port ${port}`,
    });
  }
  return created.orThrow();
};

/** Deletes an endpoint, unless somebody else did. */
export const removeEndpoint = async (client: Client<'agency'>, endpointId: string): Promise<void> => {
  const removed = await client.call(deleteEndpoint, { params: { endpointId } });
  if (!removed.ok && removed.failure.code !== 'not_found') removed.orThrow();
};
