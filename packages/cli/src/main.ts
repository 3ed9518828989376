import { run } from './run.ts';

const { stdin, stdout, stderr, env } = process;

let controller: AbortController | undefined;

/** The first Ctrl-C lets a command clean up, the second ends it. */
const interruption = (): AbortSignal => {
  if (controller) return controller.signal;
  const made = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => made.abort());
  controller = made;
  return made.signal;
};

// `scrip … | head` closes the pipe early.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const streams = { stdin, stdout, stderr };
process.exitCode = await run({ env, streams, interruption, reached: {} }, process.argv.slice(2));
