import { verifyWebhook, WebhookError } from '@scrip/client';

/** Answers a request of Scrip's: in Node, Deno, or a worker. */
export const receive = async (request: Request, secrets: readonly string[]): Promise<Response> => {
  try {
    const event = await verifyWebhook({ body: await request.text(), headers: request.headers }, secrets);
    if (event.type === 'credits.spent') return new Response(`${event.data.amount} credits spent`);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof WebhookError) return new Response(error.message, { status: 400 });
    throw error;
  }
};
