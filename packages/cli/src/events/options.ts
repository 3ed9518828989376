import type { EndpointInput } from '@scrip/client';
import type { Options } from '../command.ts';
import { secureUrl } from '../credentials/secure-url.ts';
import { eventType, eventTypes } from '../described.ts';
import { usageError } from '../exit.ts';
import { portOf } from '../port.ts';

/** Which events to receive, and where. */
export type EventInput = {
  /** The public address that leads to the port; none on one machine. */
  url: string | undefined;
  port: number;
  types: EndpointInput['types'];
};

export const EVENT_OPTIONS = {
  type: {
    type: 'string',
    multiple: true,
    value: 'TYPE',
    summary: 'Only events of this type, such as credits.added; repeat it for more',
  },
  url: { type: 'string', value: 'URL', summary: 'The public https address of a tunnel to the port' },
  port: {
    type: 'string',
    value: 'PORT',
    summary: 'The port of this machine that receives events (default: a free one)',
  },
} as const satisfies Options;

export const eventInput = (values: {
  type?: string[] | undefined;
  url?: string | undefined;
  port?: string | undefined;
}): EventInput => {
  const types = values.type?.map((text) => {
    const { data } = eventType.safeParse(text);
    if (data !== undefined) return data;
    throw usageError(`'${text}' is no event type: ${eventTypes.join(', ')}`);
  });
  return {
    url: values.url === undefined ? undefined : secureUrl(values.url),
    port: portOf(values.port),
    types,
  };
};
