import { command } from '../command.ts';
import { secureUrl } from '../credentials/secure-url.ts';
import { followEvents } from '../events/follow.ts';
import { forward } from '../events/forward.ts';
import { EVENT_OPTIONS, eventInput } from '../events/options.ts';
import { eventText } from '../events/text.ts';
import { EXIT, usageError } from '../exit.ts';

const BAD_GATEWAY = 502;

export const listen = command({
  summary: 'Pass the agency’s events on to a local address, as they happen',
  details: [
    'Makes an endpoint that lasts until Ctrl-C, verifies each event, and passes it on as it came: with Scrip’s own',
    'signature, which your program verifies with the secret that is printed at the start. Your program’s status goes',
    'back to Scrip, so that a failure is tried again as in production.',
    '',
    'Scrip sends events to public https addresses. A local stack also sends them to this machine; for a deployment in',
    'the cloud, open a tunnel to a port and name both: --url https://… --port 4000.',
  ].join('\n'),
  options: {
    forward: { type: 'string', value: 'URL', summary: 'Where to pass the events on to' },
    ...EVENT_OPTIONS,
  },
  examples: [
    'scrip listen --forward http://127.0.0.1:3000/events',
    'scrip listen --forward http://127.0.0.1:3000/events --url https://my-tunnel.example.com --port 4000',
    'scrip listen --forward http://127.0.0.1:3000/events --type credits.added --type credits.spent',
  ],
  run: async (context, { forward: target, ...values }) => {
    if (target === undefined) throw usageError('--forward is missing', 'To see the events only: scrip tail');
    const to = secureUrl(target);
    const { output } = context;
    await followEvents(context, eventInput(values), async (received) => {
      const { event } = received;
      const answer = await forward(to, received);
      const status = 'status' in answer ? answer.status : BAD_GATEWAY;
      output.record({ event, ...answer }, (style) => {
        const isFine = status >= 200 && status < 300;
        const said = 'status' in answer ? String(answer.status) : answer.problem;
        return `${eventText(event, style)}  ${style(isFine ? 'green' : 'red', said)}`;
      });
      return status;
    });
    return EXIT.done;
  },
});
