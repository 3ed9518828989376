import * as z from 'zod';
import { parse } from 'qs';
import { controlChangesSchema, SIGNATURES } from './delivery/control-schema.ts';
import type { ControlsStore } from './delivery/controls.ts';
import type { Delivery, DeliveryLog } from './delivery/delivery-log.ts';
import type { Outbox } from './delivery/outbox.ts';
import { json, redirect, type Reply, type Route, type SandboxRequest } from './http/route.ts';
import { type Provider, ProviderRefusal } from './provider.ts';

const releaseSchema = z.strictObject({
  order: z.enum(['none', 'reverse', 'shuffle']).default('none'),
  seed: z.int().default(1),
});
const resendSchema = z.strictObject({
  signature: z.enum(SIGNATURES).default('valid'),
  delayMs: z.int().min(0).default(0),
  asNewEvent: z.boolean().default(false),
});
const nothing = z.strictObject({});
const fromButton = z.object({ json: z.string() });

/** The buttons of our pages send the same JSON, in a form field; `curl -d` calls its JSON a form too. */
const clickedJson = ({ body }: SandboxRequest): string | undefined =>
  fromButton.safeParse(parse(body)).data?.json;

const bodySchema = z.string().transform((body, context): unknown => {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** A route that takes a JSON object, or a button's form; the button's reader goes back to the index page. */
export const controlRoute = <Body>(
  path: string,
  schema: z.ZodType<Body>,
  control: (body: Body, request: SandboxRequest) => unknown,
): Route => ({
  method: 'POST',
  path,
  handle: (request): Reply => {
    const clicked = clickedJson(request);
    const body = bodySchema.pipe(schema).safeParse(clicked ?? request.body);
    if (!body.success) return json(400, { error: { message: z.prettifyError(body.error) } });
    try {
      const shown = control(body.data, request);
      if (shown === undefined)
        return json(404, { error: { message: `Nothing is there at ${request.path}` } });
      return clicked === undefined ? json(200, shown) : redirect('/');
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      return json(400, { error: { message: error.message } });
    }
  },
});

/** The controls that every provider shares. */
export const controlRoutes = (
  controls: ControlsStore,
  log: DeliveryLog,
  outbox: Outbox,
  providers: readonly Provider[],
): Route[] => {
  const state = () => ({ controls: controls.get(), held: log.held().length, deliveries: log.latest(50) });
  const withDelivery =
    (act: (delivery: Delivery) => void) =>
    (_body: unknown, { param }: SandboxRequest) => {
      const delivery = log.get(Number(param('number')));
      if (delivery === undefined) return undefined;
      act(delivery);
      return state();
    };
  const reset = () => {
    controls.reset();
    outbox.release('none', 0);
    return state();
  };

  return [
    { method: 'GET', path: '/controls', handle: () => json(200, state()) },
    { method: 'DELETE', path: '/controls', handle: () => json(200, reset()) },
    controlRoute('/controls', controlChangesSchema, (changes) => {
      controls.change(changes);
      return state();
    }),
    controlRoute('/controls/reset', nothing, reset),
    controlRoute('/controls/release', releaseSchema, ({ order, seed }) => {
      outbox.release(order, seed);
      return state();
    }),
    controlRoute('/controls/deliveries/:number/send', nothing, withDelivery(outbox.sendNow)),
    controlRoute('/controls/deliveries/:number/drop', nothing, withDelivery(outbox.drop)),
    controlRoute('/controls/events/:id/resend', resendSchema, (how, { param }) =>
      providers.some((provider) => provider.resend(param('id'), how)) ? state() : undefined,
    ),
  ];
};
