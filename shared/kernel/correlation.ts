import { AsyncLocalStorage } from 'node:async_hooks';
import * as z from 'zod';

const current = new AsyncLocalStorage<string>();

/**
 * Does work under a correlation id: every log line of it carries the id, and so does every item and message that it writes.
 * @param id what the work began with: API Gateway's id of a request, or Lambda's id of an invocation
 */
export const correlated = <Result>(id: string, work: () => Result): Result => current.run(id, work);

/** What the work at hand began with; undefined outside of `correlated`. */
export const correlationId = (): string | undefined => current.getStore();

/** As an object to spread into what is written. */
export const correlation = (): { correlationId?: string } => {
  const id = correlationId();
  return id === undefined ? {} : { correlationId: id };
};

/** The attribute of a queue's message that carries the id. */
const ATTRIBUTE = 'correlationId';

/** The attributes of a message that is sent to a queue: its worker goes on under the same id. */
export const correlatedMessage = () => {
  const id = correlationId();
  return id === undefined
    ? {}
    : { MessageAttributes: { [ATTRIBUTE]: { DataType: 'String', StringValue: id } } };
};

const attributes = z.object({ [ATTRIBUTE]: z.object({ stringValue: z.string().min(1) }) });

/** @returns the id that came with a message; undefined where there is none, such as from an older version */
export const correlationIdIn = (messageAttributes: unknown): string | undefined =>
  attributes.safeParse(messageAttributes).data?.[ATTRIBUTE].stringValue;
