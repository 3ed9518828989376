import { setTimeout as sleep } from 'node:timers/promises';
import type { Controls } from './delivery/control-schema.ts';
import { controlsOf, type ControlsStore } from './delivery/controls.ts';
import type { Serve } from './http/listen.ts';

type Left = Controls['api']['fail'];

const oneLess = (left: Left): Left => (left === 'all' ? left : left - 1);

/** Serves the routes, those of the providers' APIs with the faults that the controls ask for. */
export const openApiFaults = (controls: ControlsStore) => {
  const stopping = new AbortController();

  const serve: Serve = async ({ handle, failure, keyOf }, request) => {
    const faults = () => {
      const { api } = controlsOf(controls, keyOf?.(request) ?? '').get();
      return request.path.startsWith(api.only ?? '/') ? api : undefined;
    };
    if (failure === undefined) return handle(request);
    const delayMs = faults()?.delayMs ?? 0;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return undefined;
    // Asked again, because others may have taken their part of the faults in the meantime.
    const { fail = 0, status = 503, loseAnswers = 0 } = faults() ?? {};
    if (fail !== 0) {
      controls.change({ api: { fail: oneLess(fail) } });
      return failure(status, request);
    }
    const reply = handle(request);
    if (loseAnswers === 0) return reply;
    controls.change({ api: { loseAnswers: oneLess(loseAnswers) } });
    return undefined;
  };

  return { serve, stop: (): void => stopping.abort() };
};
