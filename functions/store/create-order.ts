import { placeOrder } from '../../shared/store/order.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const createOrder =
  (ledger: Ledger): Handler<typeof serviceRoutes.createOrder> =>
  async ({ caller, params: { serviceId }, body, idempotencyKey }) =>
    onceAnswer(await placeOrder(ledger, caller, { serviceId, ...body }, idempotencyKey));
