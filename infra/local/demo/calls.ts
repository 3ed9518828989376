import * as z from 'zod';
import { DemoError } from './check.ts';

type Sent = { body?: object; key?: string; ifMatch?: string };

export type Answer = { asked: string; status: number; headers: Headers; body: unknown };

/** What the API says when it refuses. */
const problem = z.object({ code: z.string(), title: z.string(), shortfall: z.int().optional() });

const unexpected = ({ asked, status, body }: Answer, wanted: string): DemoError =>
  new DemoError(`${asked} answered ${status} instead of ${wanted}: ${JSON.stringify(body)}`);

/** @returns what was answered, once it is what was wanted; DemoError otherwise */
export const answered = <View extends z.ZodType>(
  answer: Answer,
  wanted: number,
  view: View,
): z.output<View> => {
  if (answer.status !== wanted) throw unexpected(answer, String(wanted));
  return view.parse(answer.body);
};

/** @returns why it was refused; DemoError where it was not */
export const refusal = (answer: Answer): z.output<typeof problem> => {
  if (answer.status < 400 || answer.status > 499) throw unexpected(answer, 'a refusal');
  return problem.parse(answer.body);
};

/** Calls to the API, as any program would make them. */
export const callsWith = (api: string, token: string) => {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    { body, key, ifMatch }: Sent = {},
  ): Promise<Answer> => {
    const response = await fetch(`${api}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    const text = await response.text();
    const isJson = /\bjson\b/.test(headers.get('content-type') ?? '');
    return { asked: `${method} ${path}`, status, headers, body: isJson ? JSON.parse(text) : text };
  };
  const read = async <View extends z.ZodType>(path: string, view: View): Promise<z.output<View>> =>
    answered(await call('GET', path), 200, view);
  return { call, read };
};
